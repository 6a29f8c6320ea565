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
}

/** Takes a line. */
export type Log = (line: LogLine) => void;
