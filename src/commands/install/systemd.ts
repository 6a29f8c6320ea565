// `watchdog systemd ACTION`: the timer by which systemd starts us, for the machine or for one user. A unit that we did not write for
// this config is never touched.

import { join } from 'node:path';
import { locateConfig } from '../../config/locate.ts';
import { isUnitOf, serviceUnit, timerUnit } from '../../core/install/systemd-units.ts';
import { errorCode } from '../../host/error-code.ts';
import { type Scope, systemctl, unitFolder } from '../../host/systemctl.ts';
import { putText, removeText, textAt } from '../../host/text-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { type JobWishes, jobOf, unitName } from './job-of.ts';

/** What can be done with the units. */
export const SYSTEMD_ACTIONS = ['install', 'status', 'remove'] as const;

/** One of these. */
export type SystemdAction = (typeof SYSTEMD_ACTIONS)[number];

/** How the units are to be. */
export interface SystemdWishes extends JobWishes {
  readonly scope: Scope;
  /** Only tell what would be written. */
  readonly isToPrint: boolean;
}

/** A unit, as it is to be or as it is. */
export interface Unit {
  readonly path: string;
  readonly text: string;
}

/** How the units are now. */
export interface SystemdReport {
  readonly action: SystemdAction;
  readonly configPath: string;
  readonly scope: Scope;
  /** Of ours for this config: those that are there, or would be written. */
  readonly units: readonly Unit[];
  /** Whether the timer is at work. */
  readonly isActive: boolean;
  /** Nothing was written. */
  readonly isPrinted: boolean;
  /** Why it is not as was asked. */
  readonly problem: string | undefined;
}

/** Does it. Throws ConfigError and UsageError. */
export function systemd(
  action: SystemdAction,
  wishes: SystemdWishes,
  surroundings: Surroundings,
): SystemdReport {
  if (action === 'install') return install(wishes, surroundings);
  const place = {
    configPath: locateConfig(surroundings.configPath, surroundings),
    ...placeOf(wishes, surroundings),
  };
  return action === 'status' ? report('status', place, undefined) : remove(place);
}

interface Place {
  readonly configPath: string;
  readonly scope: Scope;
  readonly timer: string;
  /** Of the service, and of its timer. */
  readonly paths: readonly [string, string];
}

function placeOf({ scope, name: given }: SystemdWishes, { env }: Surroundings): Omit<Place, 'configPath'> {
  const name = unitName(given);
  const folder = unitFolder(scope, env);
  return {
    scope,
    timer: `${name}.timer`,
    paths: [join(folder, `${name}.service`), join(folder, `${name}.timer`)],
  };
}

function install(wishes: SystemdWishes, surroundings: Surroundings): SystemdReport {
  const job = jobOf(wishes, surroundings);
  const place = { configPath: job.configPath, ...placeOf(wishes, surroundings) };
  const [servicePath, timerPath] = place.paths;
  const units = [
    { path: servicePath, text: serviceUnit(job) },
    { path: timerPath, text: timerUnit(job) },
  ];
  const { configPath, scope } = place;
  if (wishes.isToPrint)
    return {
      action: 'install',
      configPath,
      scope,
      units,
      isActive: false,
      isPrinted: true,
      problem: undefined,
    };
  return report('install', place, foreignIn(place) ?? write(units) ?? startTimer(place));
}

/** The first of the files that somebody else wrote, or we for another config. */
function foreignIn({ configPath, paths }: Place): string | undefined {
  const path = paths.find((one) => {
    const text = textAt(one);
    return text !== undefined && !isUnitOf(configPath, text);
  });
  return (
    path &&
    `${path}: found a unit that is not ours for this config; expected none. Nothing was written: give another --name.`
  );
}

function write(units: readonly Unit[]): string | undefined {
  try {
    for (const { path, text } of units) putText(path, text);
    return undefined;
  } catch (error) {
    return `${units[0]?.path}: could not be written (${errorCode(error)}). Run it as who may, or see --scope and --print.`;
  }
}

function startTimer({ scope, timer }: Place): string | undefined {
  const why =
    systemctl(scope, ['daemon-reload']) ??
    systemctl(scope, ['enable', timer]) ??
    // Not only a start: one that runs already goes by its former text until then.
    systemctl(scope, ['restart', timer]);
  return why && `${why}. The units are written, and not at work.`;
}

function remove(place: Place): SystemdReport {
  const foreign = foreignIn(place);
  if (foreign !== undefined) return report('remove', place, foreign);
  const isThere = place.paths.some((path) => textAt(path) !== undefined);
  const why = isThere ? systemctl(place.scope, ['disable', '--now', place.timer]) : undefined;
  for (const path of place.paths) removeText(path);
  return report('remove', place, why ?? (isThere ? systemctl(place.scope, ['daemon-reload']) : undefined));
}

function report(
  action: SystemdAction,
  { configPath, scope, paths, timer }: Place,
  problem: string | undefined,
): SystemdReport {
  const units = paths.flatMap((path) => {
    const text = textAt(path);
    return text !== undefined && isUnitOf(configPath, text) ? [{ path, text }] : [];
  });
  const isActive =
    units.length === paths.length && systemctl(scope, ['is-active', '--quiet', timer]) === undefined;
  return { action, configPath, scope, units, isActive, isPrinted: false, problem };
}
