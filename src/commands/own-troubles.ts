// Whether we ourselves can work, which no event tells. Costs a healthy check a look at where a mark would lie; what tells of it
// is loaded when there is a trouble, or the mark of one that may be over.

import { existsSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import type { ConfigError } from '../errors.ts';
import { markPath, type Standing, TOPICS, type Trouble } from './alerts/standing.ts';
import type { CheckReport } from './check-report.ts';
import { tellLastStays } from './fresh-config.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells of our own troubles when they begin, each hour while they last, and when they are over; nothing where alerts go nowhere. */
export async function tellOfUs(
  { report, mistake }: { readonly report: CheckReport; readonly mistake: ConfigError | undefined },
  config: Config,
  surroundings: Surroundings,
): Promise<void> {
  const { alerting, logDir } = config;
  if (alerting === undefined || report.kind === 'held') return;
  const standing = standingOf(troublesIn(report, mistake), logDir);
  if (standing.troubles.length === 0 && standing.over.length === 0) return;
  const { tellTroubles } = await import('./alerts/trouble.ts');
  await tellTroubles(standing, { ...config, alerting }, surroundings);
}

function troublesIn(
  report: Exclude<CheckReport, { kind: 'held' }>,
  mistake: ConfigError | undefined,
): readonly Trouble[] {
  const ofConfig: readonly Trouble[] =
    mistake === undefined ? [] : [{ topic: 'config', body: tellLastStays(mistake) }];
  if (report.kind === 'lock_failed') return [...ofConfig, { topic: 'lock', body: report.why }];
  const body = report.observedOnly?.message;
  return body === undefined ? ofConfig : [...ofConfig, { topic: 'database', body }];
}

/** Who has got no lock knows nothing of the database, and the other way round. */
function standingOf(troubles: readonly Trouble[], logDir: string): Standing {
  const has = (topic: Trouble['topic']) => troubles.some((trouble) => trouble.topic === topic);
  const known = has('lock') || has('database') ? (['config'] as const) : TOPICS;
  return { troubles, over: known.filter((topic) => !has(topic) && existsSync(markPath(logDir, topic))) };
}
