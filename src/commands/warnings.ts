// What a person should hear of a correct config before we work by it: what is not there yet may be by then, so that it is no
// mistake; a script that others can change is refused by root as soon as it is to be run.

import type { Config, Service } from '../config/config.ts';
import { argvOf } from '../core/argv.ts';
import { asUser } from '../host/as-user.ts';
import { findExposure } from '../host/exposed-run.ts';
import { isRoot } from '../host/exposure.ts';
import { ownPath } from '../host/own-path.ts';
import { findFault } from '../host/spawn-fault.ts';
import { sharedProcesses } from './shared-processes.ts';

/** One sentence for each: *where: found; expected. Do.* */
export function warningsOf({ services }: Pick<Config, 'services'>): readonly string[] {
  const ofRoot = (service: Service) => (isRoot() ? [...asRoot(service), ...exposed(service)] : []);
  const checked = services.filter(({ enabled }) => enabled);
  return [
    ...checked.flatMap((service) => [...missing(service), ...unseenEnds(service), ...ofRoot(service)]),
    ...sharedProcesses(checked),
  ];
}

/** Of a line for the shell only the shell itself can be looked for. */
function missing({ key, commands, cwd, env }: Service): readonly string[] {
  const path = env.PATH ?? ownPath(process.env);
  return Object.entries(commands).flatMap(([action, command]) => {
    const fault = findFault({ argv: argvOf(command), cwd, path });
    return fault === undefined ? [] : [`${key}: commands.${action}: ${fault}`];
  });
}

/** Without a heartbeat nobody can tell how it has ended, unless we stand by. */
function unseenEnds({ key, restart, heartbeatPath, verifyDelaySeconds }: Service): readonly string[] {
  if (restart !== 'on-failure' || heartbeatPath !== undefined) return [];
  return [
    `${key}: found restart "on-failure" and no heartbeat_path, so that of its ends only an exit with 0 within ${verifyDelaySeconds} s of its start (verify_delay) is known to be clean; expected a heartbeat, which its writer removes as it ends. Give it one, or write "always" or "never".`,
  ];
}

function asRoot({ key, user }: Service): readonly string[] {
  if (user !== undefined) return [];
  return [
    `${key}: found no "user", so that its commands run as root; expected one. Name another user, or "root" if that is meant.`,
  ];
}

function exposed({ key, commands, cwd, env, user }: Service): readonly string[] {
  const runsAs = asUser(user);
  if ('why' in runsAs) return [`${key}: ${runsAs.why}`];
  const path = env.PATH ?? ownPath(process.env);
  return Object.entries(commands).flatMap(([action, command]) => {
    const exposure = findExposure({ argv: argvOf(command), cwd, path }, runsAs.account?.uid ?? 0);
    return exposure === undefined ? [] : [`${key}: commands.${action}: ${exposure}`];
  });
}
