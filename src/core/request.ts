// What another process may ask of the lease holder. Requests are served, never performed by who asks.

/**
 * What is asked. `recover`: the recovery that its trouble calls for, if it is down. `do`: one of its commands, alone. `end_orphans`: of
 * a service, whether or not it is configured. `hand_over`: finish the pass and give the lease to the invocation that waits for it.
 */
export type RequestKind =
  | 'on'
  | 'off'
  | 'restart'
  | 'recover'
  | 'do'
  | 'hold'
  | 'release'
  | 'end_orphans'
  | 'hand_over';

/** What may be said beside what is asked. */
export interface Wording {
  readonly reason?: string | undefined;
  /** For how long; absent: until it is unsaid. */
  readonly forMs?: number | undefined;
  /** Of `do`: the name of the command. */
  readonly action?: string | undefined;
  /** Of all services together: those that are held are not meant, nor, by a restart, those that are off. */
  readonly sparesHeld?: boolean | undefined;
}

/** A request as stored. */
export interface Request extends Wording {
  readonly id: number;
  readonly kind: RequestKind;
  /** The service it is about; absent for `hand_over`. */
  readonly key: string | undefined;
  readonly by: string;
  readonly madeAtMs: number;
  readonly status: 'pending' | 'taken' | 'done' | 'failed' | 'withdrawn';
  /** What came of it, in words; while `taken`, what is being done. */
  readonly message: string | undefined;
}
