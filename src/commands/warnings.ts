// What a person should hear of a correct config before root works by it. What is only a warning here, is not refused; a
// script that others can change is, as soon as it is to be run.

import type { Config, Service } from '../config/config.ts';
import { argvOf } from '../core/argv.ts';
import { asUser } from '../host/as-user.ts';
import { findExposure } from '../host/exposed-run.ts';
import { isRoot } from '../host/exposure.ts';

/** One sentence for each: *where: found; expected. Do.* None unless we are root. */
export function warningsOf({ services }: Pick<Config, 'services'>): readonly string[] {
  if (!isRoot()) return [];
  return services
    .filter(({ enabled }) => enabled)
    .flatMap((service) => [...asRoot(service), ...exposed(service)]);
}

function asRoot({ key, user }: Service): readonly string[] {
  if (user !== undefined) return [];
  return [
    `${key}: found no "user", so that its commands run as root; expected one. Name another user, or "root" if that is meant.`,
  ];
}

function exposed({ key, commands, cwd, user }: Service): readonly string[] {
  const runsAs = asUser(user);
  if ('why' in runsAs) return [`${key}: ${runsAs.why}`];
  return Object.entries(commands).flatMap(([action, command]) => {
    const exposure = findExposure({ argv: argvOf(command), cwd }, runsAs.account?.uid ?? 0);
    return exposure === undefined ? [] : [`${key}: commands.${action}: ${exposure}`];
  });
}
