// The heartbeat of one service, written by the service itself: what a beat says, when it is written, when it is removed.
// Knows nothing of how the watchdog judges it, nor of how a file is replaced safely.

import { basename, dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { threadId } from 'node:worker_threads';
import { FOLDER, matching, PLAIN_NAME, timerDelay } from './check-options.ts';
import { type Document, hasSuccessor, removeOwnHeartbeat } from './own-heartbeat.ts';
import { ownStart, type Start } from './own-start.ts';
import { replaceFile } from './replace-file.ts';

/** What a writer is made of. */
export interface HeartbeatWriterOptions {
  /** Folder of the heartbeat file; created when missing. */
  heartbeatDir: string;
  /** The service's key in the watchdog's config. */
  processKey: string;
  /** Default: `<processKey>.json`. */
  heartbeatFilename?: string;
  /** Least milliseconds between two writes of one status; default 0. */
  minIntervalMs?: number;
  /** Told why a write or removal failed; what it throws is ignored. */
  onError?: (error: Error) => void;
  /** Told once that a later instance has the file; default: exit with 75. */
  onSuperseded?: () => void;
}

/** What one beat says. */
export interface Beat {
  /** Default: `running`; any other is an illness. */
  status?: string;
  /** How far the work has come, a finite number; repeated until the next one. */
  progress?: number;
}

/** Writes one service's heartbeat file; a full or broken disk is reported, never thrown. */
export class HeartbeatWriter {
  readonly #path: string;
  readonly #processKey: string;
  readonly #start: Start;
  readonly #minIntervalMs: number;
  readonly #onError: (error: Error) => void;
  readonly #onSuperseded: () => void;
  #status = 'running';
  #progress: number | undefined;
  #iteration = 0;
  // Monotonic: by the wall clock, a step back of an hour would coalesce an hour of beats.
  #beatAtMs = 0;
  #restUntilMs = 0;
  #mark: string | undefined;
  #isWell = false;
  #isSuperseded = false;
  #beatTimer: NodeJS.Timeout | undefined;
  #lateTimer: NodeJS.Timeout | undefined;

  /** Throws a TypeError for what can never work. */
  constructor(options: HeartbeatWriterOptions) {
    const { heartbeatDir, processKey, heartbeatFilename, minIntervalMs = 0 } = options;
    this.#processKey = matching('processKey', processKey, PLAIN_NAME);
    this.#start = ownStart(processKey);
    const filename = matching('heartbeatFilename', heartbeatFilename ?? `${processKey}.json`, PLAIN_NAME);
    this.#path = resolve(matching('heartbeatDir', heartbeatDir, FOLDER), filename);
    this.#minIntervalMs = timerDelay('minIntervalMs', minIntervalMs, [0, 1]);
    this.#onError = options.onError ?? (() => {});
    this.#onSuperseded = options.onSuperseded ?? endProcess;
  }

  /** A writer by `WATCHDOG_KEY` and `WATCHDOG_HEARTBEAT_FILE`, else by `defaults`; throws an Error where both are silent. */
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
   * Says that the service lives; a string is the status. False: not written. A coalesced beat returns what the last
   * write did, and is written when the interval ends.
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
    const restMs = this.#restUntilMs - this.#beatAtMs;
    if (restMs <= 0 || !sameStatus) return this.#write();
    this.#lateTimer ??= setTimeout(() => this.#write(), restMs).unref();
    return this.#isWell;
  }

  /** Beats now and from a timer that keeps no process alive, with the last status and progress. */
  start({ everySeconds }: { everySeconds: number }): boolean {
    const everyMs = timerDelay('everySeconds', everySeconds, [0.001, 1000]);
    clearInterval(this.#beatTimer);
    this.#beatTimer = setInterval(() => this.beat(this.#status), everyMs).unref();
    return this.beat(this.#status);
  }

  /** Ends the timers and removes the file if it is still ours; false when that failed. */
  stop(): boolean {
    clearInterval(this.#beatTimer);
    this.#forgetLateBeat();
    this.#restUntilMs = 0;
    return this.#attempt(() => removeOwnHeartbeat(this.#path, this.#mark));
  }

  // Synchronous: a beat from a busy loop is on disk when it returns, and no two writes of one thread can overtake each other.
  #write(): boolean {
    this.#forgetLateBeat();
    this.#restUntilMs = performance.now() + this.#minIntervalMs;
    this.#isWell = this.#attempt(() => {
      const document = this.#document();
      this.#mark = replaceFile(this.#path, JSON.stringify(document), () => this.#giveWay(document));
    });
    return this.#isWell;
  }

  #giveWay(own: Document): void {
    this.#isSuperseded ||= hasSuccessor(this.#path, own, this.#mark);
    if (this.#isSuperseded) throw new Error();
  }

  #forgetLateBeat(): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = undefined;
  }

  #document(): Document {
    // A late write carries the time of the beat, not its own: it must not make a service look livelier than it was.
    const ageMs = Math.round(performance.now() - this.#beatAtMs);
    return {
      process_key: this.#processKey,
      // Read at each beat: the writer may have been made before a fork.
      pid: process.pid,
      timestamp: new Date(Date.now() - ageMs).toISOString(),
      status: this.#status,
      iteration: this.#iteration,
      ...this.#start,
      progress: this.#progress,
    };
  }

  #attempt(act: () => void): boolean {
    if (this.#isSuperseded) return false;
    try {
      act();
      return true;
    } catch (error) {
      const tell = this.#isSuperseded ? this.#onSuperseded : this.#onError;
      // Async takes in both what is thrown and what is rejected with: a heartbeat never crashes its service.
      (async () => tell(error as Error))().catch(() => {});
      return false;
    }
  }
}

// A thread that exits ends only itself, and the rest would work on.
function endProcess(): void {
  if (threadId === 0) process.exit(75);
  process.kill(process.pid);
}

function notSet(variable: string, option: string): Error {
  return new Error(
    `HeartbeatWriter.fromEnvironment: ${variable} is not set; expected it or a default ${option}. ` +
      'Pass one, or let the watchdog start it.',
  );
}
