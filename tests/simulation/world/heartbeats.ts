// The heartbeat files. Beats are written down when somebody looks, or when whoever beats is about to change.

import type { Heartbeat, HeartbeatReading } from '../../../src/core/heartbeat.ts';
import type { Clocks } from './clocks.ts';
import type { Process } from './process.ts';
import type { Processes } from './processes.ts';

/** The heartbeat file of every service. */
export interface Heartbeats {
  read(key: string): HeartbeatReading;
  /** Puts something else in the place of a service's file. */
  put(key: string, content: HeartbeatReading): void;
  /** Somebody else writes there what is not true. */
  forge(key: string, content: HeartbeatReading): void;
  /** Whatever was forged is removed. */
  expose(key: string): void;
  /** Until then nobody may read it. */
  hide(key: string, untilMs: number): void;
  /** Services whose beats do not tell the cookie of who wrote them. */
  readonly silent: Set<string>;
  /** Whether a beat that does not tell who wrote it names this pid. */
  isNamed(pid: number): boolean;
  /** Writes down all beats up to now. */
  settle(): void;
}

const OWNER_UID = 1000;
const MISSING: HeartbeatReading = { kind: 'missing' };
const UNREADABLE: HeartbeatReading = { kind: 'unreadable', problem: 'could not be read (EACCES)' };

/** No files yet. */
export function createHeartbeats(clocks: Clocks, processes: Processes): Heartbeats {
  const files = new Map<string, HeartbeatReading>();
  const silent = new Set<string>();
  const forged = new Map<string, HeartbeatReading>();
  const hiddenUntil = new Map<string, number>();
  const settle = (key?: string) => {
    const due = [...processes.all()].filter((it) => isDue(it, clocks.trueMs(), key));
    const beats = due.map((it) => ({ it, atMs: beat(it, clocks.trueMs()) }));
    for (const { it, atMs } of beats.sort((a, b) => a.atMs - b.atMs))
      files.set(it.key as string, asRead(it, clocks.wallAt(atMs), silent.has(it.key as string)));
  };
  processes.beforeChange = (it) => {
    if (it.beats !== undefined) settle(it.key);
  };
  return {
    read: (key) => {
      if ((hiddenUntil.get(key) ?? 0) > clocks.trueMs()) return UNREADABLE;
      settle(key);
      return files.get(key) ?? MISSING;
    },
    put: (key, content) => {
      settle(key);
      files.set(key, content);
    },
    forge: (key, content) => {
      settle(key);
      files.set(key, content);
      forged.set(key, content);
    },
    expose: (key) => {
      settle(key);
      if (forged.has(key) && files.get(key) === forged.get(key)) files.delete(key);
    },
    hide: (key, untilMs) => hiddenUntil.set(key, untilMs),
    silent,
    isNamed: (pid) => [...files.values()].some((file) => isBeatOf(pid, file)),
    settle: () => settle(),
  };
}

function isDue(it: Process, nowMs: number, key: string | undefined): boolean {
  return it.beats !== undefined && it.beats.nextMs <= nowMs && it.state === 'S' && it.key === (key ?? it.key);
}

/** The time of the last beat until now. */
function beat({ beats }: Process, nowMs: number): number {
  if (beats === undefined) return nowMs;
  const atMs = beats.nextMs + Math.floor((nowMs - beats.nextMs) / beats.everyMs) * beats.everyMs;
  beats.nextMs = atMs + beats.everyMs;
  return atMs;
}

function asRead({ pid, beats, marks }: Process, timestampMs: number, isSilent: boolean): HeartbeatReading {
  const heartbeat: Heartbeat = {
    pid,
    timestampMs,
    status: beats?.status ?? 'running',
    iteration: undefined,
    progress: undefined,
    instance: isSilent ? undefined : marks.instance,
    foreignKey: undefined,
  };
  return { kind: 'read', heartbeat, ownerUid: OWNER_UID };
}

function isBeatOf(pid: number, file: HeartbeatReading): boolean {
  return file.kind === 'read' && file.heartbeat.instance === undefined && file.heartbeat.pid === pid;
}
