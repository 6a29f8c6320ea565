// What the programs of the services are inclined to at present; the nemesis changes it, and calm ends all of it.

/** What programs are inclined to. */
export interface Mood {
  /** Programs are as they should be, and nothing bad happens any more. */
  isCalm: boolean;
  /** The wall clock is never set back. */
  readonly isWallSteady: boolean;
  /** Until then a service ends soon after every start. */
  readonly crashingUntil: Map<string, number>;
  /** Until then nothing can be started. */
  refusingUntilMs: number;
}

/** As usual. */
export function createMood(isWallSteady: boolean): Mood {
  return { isCalm: false, isWallSteady, crashingUntil: new Map(), refusingUntilMs: 0 };
}
