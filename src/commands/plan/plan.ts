// `watchdog plan`: what the next check does because of an edit of the config, and why. Changes nothing.

import type { Config } from '../../config/config.ts';
import { readConfigText } from '../../config/read-file.ts';
import { settledEntries } from '../../config/settled-entries.ts';
import { compare } from '../../core/plan/compare.ts';
import { look } from '../look.ts';
import { openConfig, openHost } from '../open-world.ts';
import { readRecord } from '../reader-of.ts';
import type { Surroundings } from '../surroundings.ts';
import { formerConfig, type Written } from './former-config.ts';
import type { PlanReport } from './plan-report.ts';
import { planServices } from './plan-services.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Compares the config file with the one in force, or with the file `from`. Throws ConfigError and UsageError. */
export function plan(from: string | undefined, surroundings: Surroundings): PlanReport {
  const config = openConfig({ ...surroundings, cache: undefined });
  const { path } = config;
  const former = formerConfig(path, from, surroundings);
  const edited: Written = { text: readConfigText(path).text, config };
  const [before, after] = [settledEntries(former.text, path), settledEntries(edited.text, path)];
  const host = openHost();
  const view = look({ config, host, record: readRecord(config) });
  const services = planServices({ before, after, former: former.config, edited: config }, { view, host });
  const global = compare(before.global, after.global).map(withoutSecrets);
  return { path, before: former.name, services, global, means: meansOf(former.config, config) };
}

function meansOf(former: Config, { dbPath }: Config): readonly string[] {
  if (former.dbPath === dbPath) return [];
  return [
    `another record is used (${dbPath}): what was counted, and what is wanted off, stays behind in ${former.dbPath}`,
  ];
}
