// The heartbeat of one service, written by the service itself: what a beat says, when it is written, when it is removed.
// Knows nothing of how the watchdog judges it, nor of how a file is replaced safely.

import { basename, dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FOLDER, matching, PLAIN_NAME, timerDelay } from './check-options.ts';
import { removeOwnHeartbeat } from './remove-own-heartbeat.ts';
import { replaceFile } from './replace-file.ts';

/** What a writer is made of. */
export interface HeartbeatWriterOptions {
  /** Folder of the heartbeat file; created when missing. */
  heartbeatDir: string;
  /** The service's key in the watchdog's config. */
  processKey: string;
  /** Default: `<processKey>.json`. */
  heartbeatFilename?: string;
  /** At most one write in so many milliseconds while the status stays the same; default 0: every beat is written. */
  minIntervalMs?: number;
  /** Told why a write or the removal failed; what it throws is ignored. */
  onError?: (error: Error) => void;
}

/** What one beat says. */
export interface Beat {
  /** Default: `running`; any other tells the watchdog that the service is ill. */
  status?: string;
  /** How far the work has come, a finite number; repeated until the next one. */
  progress?: number;
}

/** Writes one service's heartbeat file; once it is made, a full or broken disk is reported and never thrown. */
export class HeartbeatWriter {
  readonly #path: string;
  readonly #processKey: string;
  readonly #instance: string | undefined;
  readonly #minIntervalMs: number;
  readonly #onError: (error: Error) => void;
  readonly #startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  #status = 'running';
  #progress: number | undefined;
  #iteration = 0;
  // Monotonic: by the wall clock, a step back of an hour would coalesce an hour of beats.
  #beatAtMs = 0;
  #attemptedAtMs = Number.NEGATIVE_INFINITY;
  #written = false;
  #beatTimer: NodeJS.Timeout | undefined;
  #lateTimer: NodeJS.Timeout | undefined;

  /** Throws a TypeError for a key or file name that would leave the folder; touches no file. */
  constructor(options: HeartbeatWriterOptions) {
    const { heartbeatDir, processKey, heartbeatFilename, minIntervalMs = 0, onError = () => {} } = options;
    this.#processKey = matching('processKey', processKey, PLAIN_NAME);
    const filename = matching('heartbeatFilename', heartbeatFilename ?? `${processKey}.json`, PLAIN_NAME);
    this.#path = resolve(matching('heartbeatDir', heartbeatDir, FOLDER), filename);
    this.#minIntervalMs = timerDelay('minIntervalMs', minIntervalMs, [0, 1]);
    this.#onError = onError;
    this.#instance = ownInstance(processKey);
  }

  /** A writer by `WATCHDOG_KEY` and `WATCHDOG_HEARTBEAT_FILE`; throws an Error for what neither they nor `defaults` give. */
  static fromEnvironment(defaults: Partial<HeartbeatWriterOptions> = {}): HeartbeatWriter {
    const { WATCHDOG_KEY: key, WATCHDOG_HEARTBEAT_FILE: file } = process.env;
    const processKey = key || defaults.processKey;
    const heartbeatDir = file ? dirname(file) : defaults.heartbeatDir;
    const heartbeatFilename = file ? basename(file) : defaults.heartbeatFilename;
    if (!processKey) throw notSet('WATCHDOG_KEY', 'processKey');
    if (!heartbeatDir) throw notSet('WATCHDOG_HEARTBEAT_FILE', 'heartbeatDir');
    return new HeartbeatWriter({ ...defaults, processKey, heartbeatDir, heartbeatFilename });
  }

  /** Absolute path of the file. */
  get heartbeatPath(): string {
    return this.#path;
  }

  /** Beats so far, coalesced and failed ones included. */
  get iterationCount(): number {
    return this.#iteration;
  }

  /**
   * Says that the service lives; a string is the status. True when written, false when that failed. A coalesced beat
   * returns what the last write did, and is written at the end of the interval unless another is before.
   */
  beat(beat: string | Beat = 'running'): boolean {
    // Object(): from JavaScript a null may come, and a beat never throws.
    const { status = 'running', progress }: Beat = typeof beat === 'string' ? { status: beat } : Object(beat);
    const sameStatus = status === this.#status;
    this.#status = status;
    // NaN would become null in the file, and a heartbeat that cannot be judged is a service that is restarted.
    if (Number.isFinite(progress)) this.#progress = progress;
    this.#iteration += 1;
    this.#beatAtMs = performance.now();
    const restMs = this.#attemptedAtMs + this.#minIntervalMs - this.#beatAtMs;
    if (restMs <= 0 || !sameStatus) return this.#write();
    this.#lateTimer ??= setTimeout(() => this.#write(), restMs).unref();
    return this.#written;
  }

  /** Beats now, and every `everySeconds` from a timer that keeps no process alive; repeats the last status and progress. */
  start({ everySeconds }: { everySeconds: number }): boolean {
    const everyMs = timerDelay('everySeconds', everySeconds, [0.001, 1000]);
    clearInterval(this.#beatTimer);
    this.#beatTimer = setInterval(() => this.beat(this.#status), everyMs).unref();
    return this.beat(this.#status);
  }

  /** Ends the timers and removes the file, unless it names another process or instance; false when that failed. */
  stop(): boolean {
    clearInterval(this.#beatTimer);
    this.#forgetLateBeat();
    this.#attemptedAtMs = Number.NEGATIVE_INFINITY;
    return this.#attempt(() => removeOwnHeartbeat(this.#path, this.#instance));
  }

  // Synchronous: a beat from a busy loop is on disk when it returns, and no two writes of one thread can overtake each other.
  #write(): boolean {
    this.#forgetLateBeat();
    this.#attemptedAtMs = performance.now();
    this.#written = this.#attempt(() => replaceFile(this.#path, this.#text()));
    return this.#written;
  }

  #forgetLateBeat(): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = undefined;
  }

  #text(): string {
    // A late write carries the time of the beat, not its own: it must not make a service look livelier than it was.
    const ageMs = Math.round(performance.now() - this.#beatAtMs);
    return JSON.stringify({
      process_key: this.#processKey,
      // Read at each beat: the writer may have been made before a fork.
      pid: process.pid,
      timestamp: new Date(Date.now() - ageMs).toISOString(),
      status: this.#status,
      iteration: this.#iteration,
      instance: this.#instance,
      started_at: this.#startedAt,
      progress: this.#progress,
    });
  }

  #attempt(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      // A promise takes in both what onError throws and what an async one rejects with: a heartbeat never ends its service.
      new Promise((settle) => settle(this.#onError(error as Error))).catch(() => {});
      return false;
    }
  }
}

// Every descendant inherits the cookie: under another key it names somebody else's instance.
function ownInstance(processKey: string): string | undefined {
  const { WATCHDOG_KEY: key, WATCHDOG_INSTANCE: instance } = process.env;
  return key && key !== processKey ? undefined : instance || undefined;
}

function notSet(variable: string, option: string): Error {
  return new Error(
    `HeartbeatWriter.fromEnvironment: ${variable} is not set; expected it or a default ${option}. ` +
      `Let the watchdog start this program, or pass { ${option} }.`,
  );
}
