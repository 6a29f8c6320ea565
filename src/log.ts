// Where what happens is told while it happens: a line for the daily file, and for stderr when a person should see it.
// Knows no format and no file; the front door supplies the sink.

/** How grave a line is. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** One line of the log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** The service it is about. */
  readonly key?: string | undefined;
  /** Whoever asked for what it tells is answered in these words: told to a person once more, it would be told twice. */
  readonly isAnswer?: true | undefined;
  /** That something is well again, which whoever was told of the trouble wants to hear. */
  readonly isRelief?: true | undefined;
}

/** Takes a line. */
export type Log = (line: LogLine) => void;
