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
  probe: ResourcesProbe,
  consumption: Consumption,
  { mark, now }: { mark: Mark | undefined; now: Moment },
): Reading {
  const cpu = probe.limit === 'max_cpu_percent' ? cpuSince(consumption, mark, now) : undefined;
  const over = excess(probe, consumption, cpu?.percent);
  const odd = probe.tellsOddities ? oddities(consumption, lingeringZombies(consumption.usage, mark)) : [];
  const isUnseen = probe.limit === 'max_open_files' && consumption.usage.openFiles === undefined;
  const kind = over !== undefined ? 'failed' : isUnseen ? 'unknown' : odd.length > 0 ? 'degraded' : 'passed';
  const unseen = isUnseen ? 'its open files may not be seen' : undefined;
  const detail = [over, ...odd, unseen].filter((part) => part !== undefined).join(', ');
  return { kind, detail, mark: { ...cpu?.mark, ...(probe.tellsOddities && zombieMark(consumption.usage)) } };
}

const MIB = 1024 * 1024;

/** What is limited, in words. */
const UNITS: Readonly<Record<ResourcesProbe['limit'], string>> = {
  max_memory_mb: 'MiB of memory',
  max_cpu_percent: '% of a processor',
  max_open_files: 'open files',
  max_processes: 'processes',
  max_age_seconds: 's of age',
};

function excess(
  { limit, most }: ResourcesProbe,
  { usage, processes, ageSeconds }: Consumption,
  cpuPercent: number | undefined,
): string | undefined {
  const found: Readonly<Record<ResourcesProbe['limit'], number | undefined>> = {
    max_memory_mb: usage.memoryBytes / MIB,
    max_cpu_percent: cpuPercent,
    max_open_files: usage.openFiles,
    max_processes: processes,
    max_age_seconds: ageSeconds,
  };
  const is = found[limit];
  return is !== undefined && is > most ? `${Math.round(is)} ${UNITS[limit]}, at most ${most}` : undefined;
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
