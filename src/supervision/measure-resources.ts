// What all living processes of a service use, and whether that is within its limits.

import type { Service } from '../config/config.ts';
import type { ResourcesProbe } from '../config/measured-probes.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import { type Consumption, judgeResources } from '../core/checks/resources.ts';
import { type Instance, isComparable } from '../core/instance.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import { isSameProcess, type ProcessFacts } from '../core/process.ts';
import { treeOf } from '../core/tree.ts';
import type { UsageWants } from '../core/usage.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';
import { giversOf } from './givers.ts';

/** Whose processes, when, and from where they are seen. */
export interface Vantage {
  readonly host: Pick<Host, 'uid' | 'uidOf' | 'pidNamespace' | 'usageOf'>;
  readonly service: Pick<Service, 'user'>;
  readonly instance: Instance | undefined;
  readonly now: Moment;
  readonly crowd: Crowd;
}

/** What the processes of a service use, against one limit; where nothing of it lives it uses nothing. */
export function measureResources(probe: ResourcesProbe, mark: Mark | undefined, vantage: Vantage): Reading {
  const { instance, now } = vantage;
  const tree = livingTree(vantage);
  if (typeof tree === 'string') return { kind: 'unknown', detail: tree };
  if (instance === undefined || tree.length === 0) return NOTHING;
  const usage = vantage.host.usageOf(tree, wantsOf(probe));
  if (usage === undefined) return { kind: 'unknown', detail: 'what it uses cannot be told without /proc' };
  const leader = tree.find((row) => isSameProcess(row, instance.leader));
  const consumption: Consumption = {
    usage,
    processes: tree.length,
    ageSeconds: elapsedMs(instance.since, now) / 1000,
    leader: instance.leader,
    isStopped: leader?.state === 'T',
  };
  return judgeResources(probe, consumption, { mark, now });
}

const NOTHING: Reading = { kind: 'passed', detail: '', mark: {} };

/** The living processes of an instance, or why they cannot be seen. */
export function livingTree({
  host,
  service,
  instance,
  now,
  crowd,
}: Vantage): readonly ProcessFacts[] | string {
  const here = { bootId: now.bootId, pidNamespace: host.pidNamespace };
  if (instance === undefined || !isComparable(instance, here)) return [];
  const seen = crowd.table();
  if (seen.kind === 'unknown') return seen.why;
  return treeOf({ instance, cookies: [], givers: giversOf(service, instance, host) }, seen.table);
}

const BYTES_OF_MIB = 1024 * 1024;

function wantsOf({ limit, most, tellsOddities }: ResourcesProbe): UsageWants {
  return {
    openFiles: limit === 'max_open_files',
    zombies: tellsOddities,
    exactAboveBytes: limit === 'max_memory_mb' ? most * BYTES_OF_MIB : undefined,
  };
}
