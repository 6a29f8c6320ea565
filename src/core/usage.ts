// What the processes of a service use of the machine. Knows nothing of where this is read.

/** What some processes use, taken together. */
export interface Usage {
  readonly memoryBytes: number;
  /** Processor time since they began, with that of those they have started and seen end. */
  readonly cpuMs: number;
  /** Absent where it was not asked for, or we may not look. */
  readonly openFiles: number | undefined;
  /** Read and written since they began; absent as above. */
  readonly ioBytes: number | undefined;
  /** Children of theirs that have ended and that nobody has noticed, by pid; none unless asked for. */
  readonly zombies: readonly number[];
}

/** What is to be read besides memory and processor time. */
export interface UsageWants {
  readonly openFiles?: boolean;
  readonly io?: boolean;
  readonly zombies?: boolean;
  /** Above so much, memory that is shared is to be counted once: that takes longer. */
  readonly exactAboveBytes?: number | undefined;
}
