// `watchdog doctor`: looks at all that must be in order for services to be watched, and says of each what to do. Changes nothing.

import type { Config } from '../../config/config.ts';
import { locateConfig } from '../../config/locate.ts';
import { ConfigError } from '../../errors.ts';
import { cronStatus } from '../install/cron-status.ts';
import { openConfig, openHost } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';
import { examineCron } from './examine-cron.ts';
import { examineDatabase } from './examine-database.ts';
import { examineNode } from './examine-node.ts';
import { examinePath } from './examine-path.ts';
import { examinePlaces } from './examine-places.ts';
import { examineSession } from './examine-session.ts';
import { examineTicks } from './examine-ticks.ts';
import { type Examination, fault, type Symptom, sound, warning } from './symptom.ts';
import { unitsAround } from './units-around.ts';

/** All that was found, in the order in which it was looked for. */
export interface DoctorReport {
  /** Absolute. */
  readonly configPath: string;
  readonly symptoms: readonly Symptom[];
}

const EXAMINATIONS: Readonly<Record<string, Examination>> = {
  ticks: examineTicks,
  cron: examineCron,
  path: examinePath,
  places: examinePlaces,
  database: examineDatabase,
  node: examineNode,
  session: examineSession,
};

/** Examines everything. Throws UsageError where there is no config at all. */
export async function doctor(surroundings: Surroundings): Promise<DoctorReport> {
  const configPath = locateConfig(surroundings.configPath, surroundings);
  const opened = open(surroundings);
  if ('symptom' in opened) return { configPath, symptoms: [opened.symptom] };
  const { config } = opened;
  const patient = {
    config,
    surroundings,
    host: openHost(),
    // Asked first: it answers while we look at the rest.
    units: unitsAround(configPath),
    cron: cronStatus({ configPath, user: undefined }),
  };
  const found = Object.entries(EXAMINATIONS).map(([part, examine]) => attempt(part, () => examine(patient)));
  const symptoms = [sound('config', `${configPath}: it is correct`), ...(await Promise.all(found)).flat()];
  return { configPath, symptoms };
}

function open(surroundings: Surroundings): { readonly config: Config } | { readonly symptom: Symptom } {
  try {
    return { config: openConfig(surroundings) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { symptom: fault('config', error.message, error.hint ?? 'Correct it.') };
  }
}

/** What cannot be examined says nothing of the rest. */
async function attempt(part: string, examine: () => ReturnType<Examination>): Promise<readonly Symptom[]> {
  try {
    return await examine();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [warning(part, `${part}: it could not be examined: ${why}`, 'Look at it yourself.')];
  }
}
