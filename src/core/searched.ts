// The words of a search for the process of a service: what may be seen, and what comes of it.

import type { ProcessFacts } from './process.ts';

/** What came of a search. `untold`: we could not look, or cannot tell. */
export type Search =
  | { readonly kind: 'found'; readonly process: ProcessFacts }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'untold'; readonly why: string };

/** A process with its command line, its words divided by single spaces. */
export interface CommandRow {
  readonly process: ProcessFacts;
  readonly command: string;
  /** Whose it is; absent where that cannot be seen. */
  readonly uid: number | undefined;
}

/** What reading a pidfile came to. */
export type PidfileReading =
  | {
      readonly kind: 'read';
      readonly pid: number;
      readonly ownerUid: number;
      /** By the wall clock, milliseconds since 1970. */
      readonly writtenAtMs: number;
    }
  | { readonly kind: 'missing' }
  /** Its content is bad, it is not a plain file, or it could not be read. */
  | { readonly kind: 'unusable'; readonly problem: string };

/** Nobody is the service, for certain. */
export function none(why: string): Search {
  return { kind: 'none', why };
}

/** Whether anybody is cannot be told. */
export function untold(why: string): Search {
  return { kind: 'untold', why };
}
