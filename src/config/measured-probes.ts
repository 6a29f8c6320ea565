/** Checks that measure something, which is then compared with a limit or with what it was before. */
import type { Command } from './command.ts';

/** A number that must grow. */
export interface ProgressProbe {
  readonly kind: 'progress';
  readonly source: ProgressSource;
  /** By so much at least; `undefined` is any growth at all. */
  readonly minIncrease: number | undefined;
  readonly withinSeconds: number;
}

/** Where the number is taken from. */
export type ProgressSource =
  | { readonly kind: 'heartbeat'; readonly field: 'progress' | 'iteration' }
  /** Bytes, or seconds since 1970. */
  | { readonly kind: 'file'; readonly path: string; readonly measure: 'size' | 'mtime' }
  /** When the newest of them was written, in seconds since 1970; or how many there are. */
  | { readonly kind: 'glob'; readonly pattern: string; readonly measure: 'newest' | 'count' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'sqlite'; readonly path: string; readonly query: string };

/** Limits for all processes of a service together; `undefined` is none. */
export interface ResourcesProbe {
  readonly kind: 'resources';
  readonly maxMemoryBytes: number | undefined;
  /** 100 is one processor. */
  readonly maxCpuPercent: number | undefined;
  readonly maxOpenFiles: number | undefined;
  readonly maxProcesses: number | undefined;
  readonly maxAgeSeconds: number | undefined;
}

/** Whether the processes of a service whose heartbeat is stale are at work. */
export interface BusyProbe {
  readonly kind: 'busy';
  /** For so long a stale heartbeat does not count while they are. */
  readonly graceSeconds: number;
  /** Before that there is no reason to look. */
  readonly staleAfterSeconds: number;
}
