// Whether a service whose heartbeat is stale is at work. One that beats costs nothing but the look at its heartbeat.

import type { Service } from '../config/config.ts';
import type { BusyProbe } from '../config/measured-probes.ts';
import { noteWork } from '../core/checks/busy.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import type { Host } from '../host/host.ts';
import { livingTree, type Vantage } from './measure-resources.ts';

/** Whose work, and where its heartbeat is. */
export interface Workplace extends Vantage {
  readonly host: Vantage['host'] & Pick<Host, 'readHeartbeat'>;
  readonly service: Pick<Service, 'key' | 'user' | 'heartbeatPath'>;
}

const NOT_STALE: Reading = { kind: 'passed', detail: '', mark: {} };

/** What the processes of a stale service use, to be compared at the next look. */
export function measureWork(
  { staleAfterSeconds }: BusyProbe,
  mark: Mark | undefined,
  workplace: Workplace,
): Reading {
  const { host, instance, now } = workplace;
  if (instance === undefined || !isStale(workplace, staleAfterSeconds)) return NOT_STALE;
  const tree = livingTree(workplace);
  if (typeof tree === 'string') return { kind: 'unknown', detail: tree };
  if (tree.length === 0) return NOT_STALE;
  const usage = host.usageOf(tree, { io: true });
  if (usage === undefined) return { kind: 'unknown', detail: 'what it uses cannot be told without /proc' };
  return noteWork({ usage, leader: instance.leader }, mark, now);
}

function isStale({ host, service, now }: Workplace, staleAfterSeconds: number): boolean {
  const { key, heartbeatPath } = service;
  if (heartbeatPath === undefined) return false;
  const reading = host.readHeartbeat(heartbeatPath, key);
  return reading.kind === 'read' && now.wallMs - reading.heartbeat.timestampMs > staleAfterSeconds * 1000;
}
