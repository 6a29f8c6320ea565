// Whether what the processes of a service use is within its limits. Knows nothing of how it is measured.

import type { ResourcesProbe } from '../../config/measured-probes.ts';
import type { Moment } from '../moment.ts';
import type { ProcessId } from '../process.ts';
import type { Usage } from '../usage.ts';
import type { Mark, Reading } from './reading.ts';

/** The living processes of a service, and what they use. */
export interface Consumption {
  readonly usage: Usage;
  readonly processes: number;
  readonly ageSeconds: number;
  /** By whom its processor time is told from that of an instance before it. */
  readonly leader: ProcessId;
  /** Somebody has stopped its leader, which does nothing until it is told to go on. */
  readonly isStopped: boolean;
}

/** Shorter than this, the steps in which the kernel counts would pass for use. */
const SHORTEST_MS = 500;

/** What a look at the resources came to; what was seen is marked where the next look must know it. */
export function judgeResources(
  limits: ResourcesProbe,
  consumption: Consumption,
  { mark, now }: { mark: Mark | undefined; now: Moment },
): Reading {
  const cpu = limits.maxCpuPercent === undefined ? undefined : cpuSince(consumption, mark, now);
  const over = excesses(limits, consumption, cpu?.percent);
  const lingering = lingeringZombies(consumption.usage, mark);
  const told = [...over, ...oddities(consumption, lingering)];
  const isUnseen = limits.maxOpenFiles !== undefined && consumption.usage.openFiles === undefined;
  const kind = over.length > 0 ? 'failed' : isUnseen ? 'unknown' : told.length > 0 ? 'degraded' : 'passed';
  const detail = [...told, ...(isUnseen ? ['its open files may not be seen'] : [])].join(', ');
  return { kind, detail, mark: { ...cpu?.mark, ...zombieMark(consumption.usage) } };
}

const MIB = 1024 * 1024;

function excesses(limits: ResourcesProbe, found: Consumption, cpuPercent: number | undefined): string[] {
  const { usage, processes, ageSeconds } = found;
  const rows: [what: string, found: number | undefined, most: number | undefined][] = [
    ['MiB of memory', usage.memoryBytes / MIB, limits.maxMemoryBytes && limits.maxMemoryBytes / MIB],
    ['% of a processor', cpuPercent, limits.maxCpuPercent],
    ['open files', usage.openFiles, limits.maxOpenFiles],
    ['processes', processes, limits.maxProcesses],
    ['s of age', ageSeconds, limits.maxAgeSeconds],
  ];
  return rows.flatMap(([what, is, most]) =>
    is !== undefined && most !== undefined && is > most ? [`${Math.round(is)} ${what}, at most ${most}`] : [],
  );
}

function oddities({ isStopped, leader }: Consumption, zombies: readonly number[]): string[] {
  return [
    ...(isStopped ? [`pid ${leader.pid} was stopped and does nothing (state T)`] : []),
    ...(zombies.length > 0 ? [`it leaves ${zombies.length} zombie(s): pid ${zombies.join(', ')}`] : []),
  ];
}

/** Between two looks at the very same instance; a child that nobody waited for takes its time with it. */
function cpuSince(
  { usage, leader }: Consumption,
  mark: Mark | undefined,
  now: Moment,
): { percent: number | undefined; mark: Mark } {
  const whose = `${leader.pid}:${leader.startTicks}:${now.bootId}`;
  const next = { cpuMs: usage.cpuMs, monotonicMs: now.monotonicMs, whose };
  if (mark?.whose !== whose) return { percent: undefined, mark: next };
  const passedMs = now.monotonicMs - Number(mark.monotonicMs);
  if (passedMs < SHORTEST_MS) return { percent: undefined, mark: pickCpu(mark) };
  const usedMs = Math.max(0, usage.cpuMs - Number(mark.cpuMs));
  return { percent: (usedMs / passedMs) * 100, mark: next };
}

function pickCpu({ cpuMs = 0, monotonicMs = 0, whose = '' }: Mark): Mark {
  return { cpuMs, monotonicMs, whose };
}

/** Every process is a zombie until its parent has noticed: what counts is who still is one at the next look. */
function lingeringZombies({ zombies }: Usage, mark: Mark | undefined): readonly number[] {
  const before = new Set(String(mark?.zombies ?? '').split(' '));
  return zombies.filter((pid) => before.has(String(pid)));
}

const MOST_ZOMBIES = 20;

function zombieMark({ zombies }: Usage): Mark {
  return zombies.length === 0 ? {} : { zombies: zombies.slice(0, MOST_ZOMBIES).join(' ') };
}
