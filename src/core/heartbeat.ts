// What a heartbeat says, and how its document is read: own known fields only, each of one strict type.
// Knows nothing of files; whoever reads one passes the parsed document on.

import { show } from './show.ts';
import { parseTimestamp } from './timestamp.ts';

/** How a process has ended: one of the two. */
export interface Exit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** One heartbeat that says what it should. */
export interface Heartbeat {
  readonly pid: number;
  readonly timestampMs: number;
  readonly status: string;
  readonly iteration: number | undefined;
  readonly progress: number | undefined;
  /** Cookie of the instance that wrote it, when its writer knows. */
  readonly instance: string | undefined;
  /** The service it says it is of, where that is not the one it was read for. */
  readonly foreignKey: string | undefined;
  /** How its process has ended, where this is the last beat, by whoever ran it. */
  readonly exit?: Exit | undefined;
}

/** What looking at a heartbeat file came to. */
export type HeartbeatReading =
  | { readonly kind: 'read'; readonly heartbeat: Heartbeat; readonly ownerUid: number }
  | { readonly kind: 'missing' }
  /** The service writes none. */
  | { readonly kind: 'none' }
  /** Its content is bad: that counts as a failure. */
  | { readonly kind: 'invalid'; readonly problem: string }
  /** We could not look: never counts. */
  | { readonly kind: 'unreadable'; readonly problem: string }
  /** Not a plain file: never counts, and somebody should hear of it. */
  | { readonly kind: 'untrusted'; readonly problem: string };

type Field =
  | 'process_key'
  | 'pid'
  | 'timestamp'
  | 'status'
  | 'iteration'
  | 'progress'
  | 'instance'
  | 'exit_code'
  | 'exit_signal';
type Fields = { readonly [name in Field]?: unknown };

const GREATEST_PID = 4_194_304;
const LONGEST_TEXT = 200;

/** Reads a parsed document, in the place of the heartbeat of `key`; a text says what is wrong with it. */
export function readDocument(document: unknown, key: string): Heartbeat | string {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return 'not an object; expected {"process_key", "pid", "timestamp", "status", …}';
  }
  // A copy has nothing but the document's own fields. Nor has what was parsed; to copy that takes longer than to read it.
  const own: Fields = Object.getPrototypeOf(document) === Object.prototype ? document : { ...document };
  const { process_key, pid, timestamp, status, iteration, progress, instance } = own;
  const timestampMs = parseTimestamp(timestamp);
  const problem =
    wrongKey(process_key, key) ??
    wrongPid(pid) ??
    (timestampMs === undefined
      ? 'timestamp is not RFC 3339 such as 2026-02-05T06:17:29.601049+00:00'
      : undefined) ??
    wrongText('status', status) ??
    wrongNumber('iteration', iteration) ??
    wrongNumber('progress', progress);
  if (problem !== undefined) return problem;
  return {
    pid: pid as number,
    timestampMs: timestampMs as number,
    status: status as string,
    iteration: (iteration ?? undefined) as number | undefined,
    progress: (progress ?? undefined) as number | undefined,
    instance: typeof instance === 'string' && instance.length <= LONGEST_TEXT ? instance : undefined,
    foreignKey: process_key === key ? undefined : (process_key as string),
    exit: exitOf(document),
  };
}

const GREATEST_EXIT_CODE = 255;

/** Like the cookie, it is of no matter where it makes no sense. */
function exitOf({ exit_code, exit_signal }: Fields): Exit | undefined {
  const code = Number.isInteger(exit_code) ? (exit_code as number) : -1;
  if (code >= 0 && code <= GREATEST_EXIT_CODE) return { exitCode: code, signal: undefined };
  const isSignal = typeof exit_signal === 'string' && /^SIG[A-Z0-9]{1,10}$/.test(exit_signal);
  return isSignal ? { exitCode: undefined, signal: exit_signal } : undefined;
}

function wrongKey(found: unknown, key: string): string | undefined {
  const fits = typeof found === 'string' && found !== '' && found.length <= LONGEST_TEXT;
  return fits ? undefined : `process_key is ${show(found)}; expected "${key}"`;
}

function wrongPid(found: unknown): string | undefined {
  const fits = Number.isSafeInteger(found) && (found as number) >= 2 && (found as number) <= GREATEST_PID;
  return fits ? undefined : `pid is ${show(found)}; expected a whole number from 2 to ${GREATEST_PID}`;
}

function wrongText(name: string, found: unknown): string | undefined {
  const fits = typeof found === 'string' && found.length <= LONGEST_TEXT;
  return fits
    ? undefined
    : `${name} is ${show(found)}; expected a text of at most ${LONGEST_TEXT} characters`;
}

function wrongNumber(name: string, found: unknown): string | undefined {
  const fits = found === undefined || found === null || Number.isFinite(found);
  return fits ? undefined : `${name} is ${show(found)}; expected a number`;
}
