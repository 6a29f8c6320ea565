/**
 * The four ways in which we ourselves can fail, each with a stable code and what to do about it.
 * What goes wrong in the supervised world is a value and has no class here; exit codes are the front door's business.
 */

/** One mistake in the config file. */
export interface Problem {
  /** Where in the document: `processes.web.timeout_seconds`, or empty for the document itself. */
  readonly path: string;
  /** The line in the file, from 1, when it is known. */
  readonly line: number | undefined;
  /** What was found there, fit for a terminal. */
  readonly found: string;
  /** What was expected instead. */
  readonly expected: string;
  /** What to do, as a sentence, when there is something to say. */
  readonly hint: string | undefined;
}

interface Circumstances {
  /** What the operator can do about it, as a sentence. */
  readonly hint: string;
  readonly cause?: unknown;
}

abstract class WatchdogError extends Error {
  abstract readonly code: string;
  readonly hint: string;

  constructor(message: string, { hint, cause }: Circumstances) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** The command line asks for something that does not exist. */
export class UsageError extends WatchdogError {
  readonly code = 'usage';
}

/** The config file is missing, unreadable, broken or wrong; `problems` lists every mistake found in its content. */
export class ConfigError extends WatchdogError {
  readonly code = 'config';
  readonly problems: readonly Problem[];

  constructor(message: string, circumstances: Circumstances & { readonly problems?: readonly Problem[] }) {
    super(message, circumstances);
    this.problems = circumstances.problems ?? [];
  }
}

/** Another invocation holds the lease and did not do in time what we asked of it. */
export class LeaseHeldError extends WatchdogError {
  readonly code = 'lease_held';
}

/** The database cannot be used. */
export class StoreError extends WatchdogError {
  readonly code = 'store';
}
