// `watchdog cron ACTION`: the line of a crontab by which cron starts us. Throws for what is asked wrongly; what the machine refuses is
// told.

import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load.ts';
import { locateConfig } from '../../config/locate.ts';
import { type CronJob, cronFault, cronLine } from '../../core/install/cron-line.ts';
import { markOf, switched, withLine, withoutLine } from '../../core/install/crontab.ts';
import { UsageError } from '../../errors.ts';
import { asBytes } from '../../host/crontab.ts';
import { ownProgram, pathForOthers, programOfMachine } from '../../host/own-program.ts';
import { openConfig } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CronPlace, type CronStatus, cronStatus } from './cron-status.ts';
import { editCrontab } from './edit-crontab.ts';

/** What can be done with the line. */
export const CRON_ACTIONS = ['install', 'status', 'enable', 'disable', 'remove'] as const;

/** One of these. */
export type CronAction = (typeof CRON_ACTIONS)[number];

/** How the line is to be, and in whose crontab. */
export interface CronWishes {
  /** How often one invocation looks again, as written. */
  readonly every?: string | undefined;
  /** PATH of all that is started. */
  readonly envPath?: string | undefined;
  /** Whose crontab; only root may name one. */
  readonly user?: string | undefined;
}

/** How the crontab is now, and whether that is new. */
export interface CronReport extends CronStatus {
  readonly action: CronAction;
  readonly isChanged: boolean;
}

/** Reads the crontab, and changes it as asked. Throws ConfigError and UsageError. */
export async function cron(
  action: CronAction,
  wishes: CronWishes,
  surroundings: Surroundings,
): Promise<CronReport> {
  const { user } = wishes;
  if (user !== undefined && process.geteuid?.() !== 0)
    throw new UsageError(NOT_ROOT, { hint: 'Leave it out.' });
  if (action === 'install') return install(wishes, surroundings);
  const place = { configPath: locateConfig(surroundings.configPath, surroundings), user };
  const mark = asBytes(markOf(place.configPath));
  if (action === 'status') return { action, ...cronStatus(place), isChanged: false };
  if (action === 'remove') return edit(action, place, (text) => withoutLine(text, mark));
  return edit(action, place, (text) => switched(text, mark, action === 'enable'));
}

const NOT_ROOT = 'command line: found --user; expected root, who alone may change the crontabs of others.';
const NONE_THERE =
  'the crontab: found no line of ours for this config; expected one. Do `watchdog cron install`.';
const OVERWRITTEN =
  'the crontab: it was written, and our line in it changed by somebody else at once; expected to be alone. See `crontab -l`.';

function install({ every, envPath, user }: CronWishes, surroundings: Surroundings): Promise<CronReport> {
  const config = user === undefined ? openConfig(surroundings) : configOfOther(surroundings);
  const job: CronJob = {
    ...ownProgram(),
    configPath: config.path,
    timeout: programOfMachine('timeout'),
    searchPath: envPath ?? pathForOthers({ isOurs: user === undefined }),
    every,
    intervalSeconds: config.checkIntervalSeconds,
  };
  const line = asBytes(cronLine(job));
  const fault = cronFault(job, line.length);
  if (fault !== undefined)
    throw new UsageError(`cron: found ${fault.found}; expected ${fault.expected}.`, { hint: fault.hint });
  const mark = asBytes(markOf(config.path));
  return edit('install', { configPath: config.path, user }, (text) => withLine(text, mark, line));
}

/** Root runs nothing of what it says. */
function configOfOther(surroundings: Surroundings): Config {
  return loadConfig(locateConfig(surroundings.configPath, surroundings));
}

async function edit(
  action: CronAction,
  place: CronPlace,
  change: (text: string) => string,
): Promise<CronReport> {
  const edited = await editCrontab(place.user, change);
  const status = cronStatus(place);
  if ('problem' in edited) return { action, ...status, isChanged: false, problem: edited.problem };
  return { action, ...status, ...edited, problem: status.problem ?? contradiction(action, status) };
}

/** What is there speaks against what was done. */
function contradiction(action: CronAction, { line, isEnabled }: CronStatus): string | undefined {
  if (action === 'remove') return line === undefined ? undefined : OVERWRITTEN;
  if (line === undefined && action !== 'install') return NONE_THERE;
  return isEnabled === (action !== 'disable') ? undefined : OVERWRITTEN;
}
