// Busy is not stuck: a service whose heartbeat is stale, but whose processes are at work, is given a grace. It stays what it is
// judged to be; that only does not count. Knows nothing of how use is measured.

import type { Check } from '../../config/check.ts';
import type { BusyProbe } from '../../config/measured-probes.ts';
import type { Judgement } from '../judgement.ts';
import { seconds } from '../judgement.ts';
import type { Moment } from '../moment.ts';
import type { ProcessId } from '../process.ts';
import { ITSELF } from '../streak.ts';
import type { Usage } from '../usage.ts';
import type { CheckMemories } from './check-memory.ts';
import type { Mark, Reading } from './reading.ts';

/** What the processes of a stale service use now, and who they are. */
export interface Work {
  readonly usage: Pick<Usage, 'cpuMs' | 'ioBytes'>;
  readonly leader: ProcessId;
}

/** Of a processor: less is used by whoever only waits. */
const LEAST_CPU_SHARE = 0.01;
const LEAST_IO_BYTES = 64 * 1024;

/** What a look at a stale service leaves to the next, and since when it is at work: from the first look on, until one shows it idle. */
export function noteWork({ usage, leader }: Work, mark: Mark | undefined, now: Moment): Reading {
  const whose = `${leader.pid}:${leader.startTicks}:${now.bootId}`;
  const { cpuMs, ioBytes = 0 } = usage;
  const seen = { cpuMs, ioBytes, monotonicMs: now.monotonicMs, whose };
  const last = mark?.whose === whose ? mark : undefined;
  const sinceMs = last === undefined ? now.monotonicMs : stillBusySince(last, seen);
  return { kind: 'passed', detail: '', mark: { ...seen, ...(sinceMs !== undefined && { sinceMs }) } };
}

function stillBusySince(
  last: Mark,
  { cpuMs, ioBytes, monotonicMs }: { cpuMs: number; ioBytes: number; monotonicMs: number },
): number | undefined {
  const passedMs = monotonicMs - Number(last.monotonicMs);
  const hasComputed = cpuMs - Number(last.cpuMs) >= passedMs * LEAST_CPU_SHARE && cpuMs > Number(last.cpuMs);
  const hasMoved = ioBytes - Number(last.ioBytes) >= LEAST_IO_BYTES;
  return hasComputed || hasMoved ? Number(last.sinceMs ?? last.monotonicMs) : undefined;
}

/** What is remembered of a service's checks. */
export interface Remembered {
  readonly checks: readonly Check[];
  readonly memories: CheckMemories;
  readonly now: Moment;
}

/** The judgement, which does not count while a service that is only late is at work, and its grace is not over. */
export function excuse(judged: Judgement, { checks, memories, now }: Remembered): Judgement {
  if (judged.verdict !== 'timed_out') return judged;
  const check = checks.find(({ probe }) => probe.kind === 'busy');
  if (check?.probe.kind !== 'busy' || isOtherwiseBad(judged)) return judged;
  const sinceMs = memories[check.name]?.mark?.sinceMs;
  const busyMs = sinceMs === undefined ? Number.POSITIVE_INFINITY : now.monotonicMs - Number(sinceMs);
  const { graceSeconds }: BusyProbe = check.probe;
  if (busyMs > graceSeconds * 1000) return judged;
  const detail = `${judged.detail}; it is busy, for ${seconds(busyMs)} of the ${graceSeconds} s that it may be`;
  return { ...judged, detail, isBusy: true, isNews: false };
}

function isOtherwiseBad({ culprits = [] }: Judgement): boolean {
  return culprits.some((culprit) => culprit !== ITSELF);
}
