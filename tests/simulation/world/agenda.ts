// What is to happen, in the order of its time; of what comes at the same instant, the first that was planned.

/** Something planned. */
export interface Plan {
  readonly atMs: number;
  readonly happen: () => void;
  isOff: boolean;
}

/** Everything planned. */
export interface Agenda {
  /** Plans something; it can be called off. */
  at(atMs: number, happen: () => void): Plan;
  /** When the next thing comes; absent when nothing is planned. */
  nextMs(): number | undefined;
  /** Takes the next thing off the agenda. */
  take(): Plan | undefined;
  clear(): void;
}

/** An empty agenda. */
export function createAgenda(): Agenda {
  const plans: Plan[] = [];
  const dropOff = () => {
    while (plans[0]?.isOff) plans.shift();
  };
  return {
    at: (atMs, happen) => {
      const plan = { atMs, happen, isOff: false };
      plans.splice(placeOf(atMs, plans), 0, plan);
      return plan;
    },
    nextMs: () => {
      dropOff();
      return plans[0]?.atMs;
    },
    take: () => {
      dropOff();
      return plans.shift();
    },
    clear: () => {
      plans.length = 0;
    },
  };
}

function placeOf(atMs: number, plans: readonly Plan[]): number {
  let place = plans.length;
  while (place > 0 && (plans[place - 1] as Plan).atMs > atMs) place -= 1;
  return place;
}
