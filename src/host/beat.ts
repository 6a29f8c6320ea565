// A beat made on behalf of a service by a program of ours. The rules are those of docs/heartbeat-protocol.md, by the parts of
// heartbeat-writer. Remembers nothing from one beat to the next, and knows not why one is due.

import { hasSuccessor, readPlain } from '../../heartbeat-writer/src/own-heartbeat.ts';
import { replaceFile } from '../../heartbeat-writer/src/replace-file.ts';
import type { Exit } from '../core/heartbeat.ts';
import { type LastBeat, parseLastBeat } from './last-beat.ts';

/** What a beat says. */
export interface Beat {
  readonly key: string;
  /** The process on whose behalf it is made. */
  readonly pid: number;
  readonly status: string;
  /** Absent: what the last beat of the same start said. */
  readonly progress: number | undefined;
  /** How the process has ended, where this is its last beat. */
  readonly exit?: Exit | undefined;
}

/** What came of a beat. */
export type Beaten =
  | { readonly kind: 'written'; readonly iteration: number }
  /** The file is of a later start, and was left as it is. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly why: string };

/** A start of a service, as the watchdog has told it to what it started. */
interface Start {
  readonly instance: string | undefined;
  readonly started: string | undefined;
}

/** Writes a beat to the heartbeat file at `path`; iteration counts on from the last one of the same start. */
export function beat(path: string, said: Beat, env: NodeJS.ProcessEnv = process.env): Beaten {
  const start = startOf(said.key, env);
  const before = lastOfSameStart(path, said, start);
  const iteration = (before?.iteration ?? 0) + 1;
  const document = {
    process_key: said.key,
    pid: said.pid,
    timestamp: new Date().toISOString(),
    status: said.status,
    iteration,
    ...start,
    progress: said.progress ?? before?.progress,
    exit_code: said.exit?.exitCode,
    exit_signal: said.exit?.signal,
  };
  let isSuperseded = false;
  try {
    replaceFile(path, JSON.stringify(document), () => {
      isSuperseded ||= hasSuccessor(path, document, undefined);
      if (isSuperseded) throw new Error();
    });
    return { kind: 'written', iteration };
  } catch (error) {
    return isSuperseded ? { kind: 'superseded' } : { kind: 'failed', why: (error as Error).message };
  }
}

/** The start that the environment names; under another key that is somebody else's. */
export function startOf(key: string, env: NodeJS.ProcessEnv): Start {
  const isOfOther = env.WATCHDOG_KEY !== undefined && env.WATCHDOG_KEY !== '' && env.WATCHDOG_KEY !== key;
  if (isOfOther) return { instance: undefined, started: undefined };
  return { instance: env.WATCHDOG_INSTANCE || undefined, started: env.WATCHDOG_STARTED || undefined };
}

function lastOfSameStart(path: string, { key, pid }: Beat, { instance }: Start): LastBeat | undefined {
  const last = lastBeatAt(path);
  const isSame = instance === undefined ? last?.pid === pid : last?.instance === instance;
  return isSame && last?.key === key ? last : undefined;
}

/** The last beat in the heartbeat file at `path`; undefined where there is none that can be read. */
export function lastBeatAt(path: string): LastBeat | undefined {
  try {
    return parseLastBeat(readPlain(path));
  } catch {
    return undefined; // whatever is written next is the first
  }
}
