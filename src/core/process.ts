// What identifies a process and what one look at it can tell. A bare pid is never an identity.
// Knows nothing of where these facts are read.

/** A process that cannot be mistaken for another one of the same boot and pid namespace. */
export interface ProcessId {
  readonly pid: number;
  /** Kernel start time in clock ticks since boot (field 22 of /proc/pid/stat). */
  readonly startTicks: number;
}

/** What one look at a living process tells. */
export interface ProcessFacts extends ProcessId {
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  /** One letter of the kernel: R S D T t Z X I. */
  readonly state: string;
  /** When it began by today's wall clock, milliseconds since 1970; for comparison only, never an identity. */
  readonly startedAtMs: number;
  /** The kernel's own: never a target. */
  readonly kernelThread: boolean;
  /** Absent where it was looked at as a process already known, or where we may not look. */
  readonly marks: ProcessMarks | undefined;
  /** Its session by its name, as in the marks, where of those only this may be seen: it has become another user's. */
  readonly session?: string | undefined;
}

/** To whom a process belongs. */
export interface ProcessMarks {
  /** Effective user id; 0 also where it could be root again at will. */
  readonly uid: number;
  /** `WATCHDOG_INSTANCE` of its environment: the cookie of the instance it descends from. */
  readonly instance: string | undefined;
  /**
   * The user who started the program that it runs, and gave it its environment, whatever rights it has got or given up since;
   * absent where that cannot be told from `uid`.
   */
  readonly givenBy?: number | undefined;
  /** The name of its cgroup, where that is one of ours: in there it was born, whatever it did to its environment since. */
  readonly cgroup?: string | undefined;
  /** Its session by a name that, other than a number, is never given to another one within a boot; where the kernel has one. */
  readonly session?: string | undefined;
  /** `WATCHDOG_STEP` of its environment: the mark of the recovery script it descends from. */
  readonly step: string | undefined;
  /** `WATCHDOG_KEY` of its environment. */
  readonly key: string | undefined;
  /** `WATCHDOG_CONFIG` of its environment, where that can be told whole. */
  readonly config?: string | undefined;
}

/** What became of a process that somebody named. */
export type Liveness =
  | { readonly kind: 'alive'; readonly process: ProcessFacts }
  | { readonly kind: 'dead'; readonly why: 'gone' | 'zombie' | 'reused' | 'not_a_process' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Whether two identities mean the same process, within one boot and pid namespace. */
export function isSameProcess(a: ProcessId | undefined, b: ProcessId | undefined): boolean {
  return a !== undefined && b !== undefined && a.pid === b.pid && a.startTicks === b.startTicks;
}

/** The name of its session, by whatever may be seen of it. */
export function sessionOf({ marks, session }: ProcessFacts): string | undefined {
  return marks === undefined ? session : marks.session;
}

/** Whether a process has ended, its parent having yet to notice or not. */
export function isDeadState(state: string): boolean {
  return state === 'Z' || state === 'X' || state === 'x';
}

/** Whether a process cleared the cookie on purpose while it kept our other variables: such a one asked to be left alone. */
export function hasOptedOut(marks: ProcessMarks): boolean {
  return marks.key !== undefined && marks.instance === undefined && marks.step === undefined;
}
