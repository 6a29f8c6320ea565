/**
 * What a correct config says that somebody will regret: each finding with a stable code, its place and its cure. It does not look at
 * the machine; what is known of that is handed in.
 */
import type { Config } from '../config.ts';
import type { Draft } from '../draft.ts';
import type { Finding, Location } from '../finding.ts';

/** What each finding is about; a published interface. */
export type LintCode =
  | 'timeout_below_beat'
  | 'timeout_below_tick'
  | 'give_up_unreachable'
  | 'shared_log'
  | 'shared_pidfile'
  | 'command_in_background'
  | 'program_unknown_to_cron'
  | 'relative_search_path'
  | 'secret_in_clear'
  | 'no_start_step'
  | 'steps_contradict';

/** What to write where; a value of `undefined` takes the option out. */
export interface Fix {
  readonly at: Location;
  readonly value: unknown;
}

/** One finding. */
export interface Lint extends Omit<Finding, 'hint'> {
  readonly code: LintCode;
  readonly hint: string;
  /** What mends it without changing what is meant; absent where only a person can say what is. */
  readonly fix?: Fix | undefined;
}

/** What is known of the machine and of the past. */
export interface LintFacts {
  /** Between two looks, as far as there were some. */
  readonly tickSeconds: number | undefined;
  /** Between two beats, by key, at the worst that is usual; of those that were watched long enough. */
  readonly beatSeconds: ReadonlyMap<string, number>;
  /** PATH that we are started with by cron; absent where it does not start us. */
  readonly cronPath: string | undefined;
  /** Our own PATH. */
  readonly ownPath: string;
  /** The file that a bare name stands for by the folders of a PATH. */
  programIn(name: string, path: string): string | undefined;
}

/** What the rules look at: the config as it is written, as it is meant, and what is known besides. */
export interface Subject {
  readonly draft: Draft;
  readonly config: Config;
  readonly facts: LintFacts;
}
