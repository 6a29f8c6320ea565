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

/** The limits of a `resources` check, in the order in which they are told. */
export const LIMITS = [
  'max_memory_mb',
  'max_cpu_percent',
  'max_open_files',
  'max_processes',
  'max_age_seconds',
] as const;

/** One limit for all processes of a service together. */
export interface ResourcesProbe {
  readonly kind: 'resources';
  readonly limit: (typeof LIMITS)[number];
  /** In the unit of that option. */
  readonly most: number;
  /** Zombies, and that it was stopped, are told of by one of its limits. */
  readonly tellsOddities: boolean;
}

/** Whether the processes of a service whose heartbeat is stale are at work. */
export interface BusyProbe {
  readonly kind: 'busy';
  /** For so long a stale heartbeat does not count while they are. */
  readonly graceSeconds: number;
  /** Before that there is no reason to look. */
  readonly staleAfterSeconds: number;
}
