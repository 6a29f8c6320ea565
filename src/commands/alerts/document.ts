// The JSON document of an alert (docs/alerts.md): what programs get, and what the words for people are taken from.

import { join } from 'node:path';
import type { Service } from '../../config/config.ts';
import type { Alert, Ending } from '../../core/alerts/incident.ts';
import { bodyOf, titleOf } from '../../core/alerts/words.ts';
import { readTail } from '../../host/output-file.ts';
import { visible } from '../../host/visible-text.ts';
import { type LastRecovery, lastRecovery } from '../../store/last-recovery.ts';
import type { Desk } from './desk.ts';

/** What is told of one alert; a public format. */
export interface AlertDocument {
  readonly version: 1;
  /** The same at each try. */
  readonly id: string;
  readonly phase: Alert['phase'] | 'digest' | 'test';
  readonly topic: string;
  readonly level: Alert['level'];
  readonly at: string;
  readonly host: string;
  readonly title: string;
  readonly body: string;
  readonly service?: Pick<Service, 'key' | 'displayName' | 'tags' | 'group' | 'critical'>;
  readonly incident?: {
    readonly id: number;
    readonly openedAt: string;
    readonly lastedSeconds: number;
    readonly ending?: Ending | undefined;
  };
  readonly dependents?: readonly string[];
  readonly recovery?: Pick<LastRecovery, 'reason' | 'outcome' | 'steps'>;
  readonly outputTail?: string;
  readonly blackBox?: string;
  /** Of a digest: those that had to wait. */
  readonly alerts?: readonly AlertDocument[];
  /** A line for each incident that is over and of which nobody was told, for it was in maintenance or a consequence. */
  readonly untold?: readonly string[];
}

/** The document of an alert, as things are now. */
export function documentOf(alert: Alert, desk: Desk): AlertDocument {
  const service = desk.config.services.find(({ key }) => key === alert.key);
  const { incidentId, openedAtMs, lastedMs = 0, ending, dependents } = alert;
  return {
    version: 1,
    id: desk.host.newCookie(),
    phase: alert.phase,
    topic: alert.topic,
    level: alert.level,
    at: timestamp(alert.atMs),
    host: desk.hostname,
    title: shown(titleOf(alert, { hostname: desk.hostname, displayName: service?.displayName })),
    body: shown(bodyOf(alert)),
    ...(service !== undefined && { service: partOf(service) }),
    ...(incidentId !== undefined &&
      openedAtMs !== undefined && {
        incident: { id: incidentId, openedAt: timestamp(openedAtMs), lastedSeconds: lastedMs / 1000, ending },
      }),
    ...(dependents.length > 0 && { dependents }),
    ...evidenceOf(alert, desk),
  };
}

/** Times as the documents write them. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

function partOf({ key, displayName, tags, group, critical }: Service): AlertDocument['service'] {
  return { key, displayName, tags, critical, group };
}

/** What was done about it, and the last words: of the service while it is down, of the last step that said anything otherwise. */
function evidenceOf(
  { key, topic, openedAtMs, phase }: Alert,
  { connection, config }: Desk,
): Partial<AlertDocument> {
  if (key === undefined || topic !== 'down' || openedAtMs === undefined) return {};
  const recovery = lastRecovery(connection, key, openedAtMs);
  const own = phase === 'closed' ? '' : readTail(join(config.logDir, `${key}.log`), 0);
  const tail = recovery?.outputTail ?? own;
  return {
    ...(recovery !== undefined && {
      recovery: { reason: recovery.reason, outcome: recovery.outcome, steps: recovery.steps },
    }),
    ...(tail !== '' && { outputTail: tail }),
    ...(recovery?.blackBox !== undefined && { blackBox: recovery.blackBox }),
  };
}

/** Others' words are in it: a service may call itself anything. */
function shown(text: string): string {
  return visible(Buffer.from(text));
}
