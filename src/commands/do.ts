// `watchdog do KEY ACTION`: one of a service's own commands, now, with its output kept and nothing else done to the service.

import type { Service } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../suggest.ts';
import { findSwitchable } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Runs a command of the services that a word means. Throws UsageError where one of them has none of that name. */
export async function doAction(
  key: string,
  action: string,
  surroundings: Surroundings,
): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const services = findSwitchable(config, key);
  for (const service of services) expectAction(service, action);
  return switchServices({ kind: 'do', services, wait: false, wording: { action } }, config, surroundings);
}

/** The commands of a service that can be asked for alone: those that start, stop and look at it have verbs, or need it dying. */
export function actionsOf({ commands }: Pick<Service, 'commands'>): readonly string[] {
  return Object.keys(commands).filter((name) => !USUAL.has(name));
}

const USUAL: ReadonlySet<string> = new Set(['start', 'stop', 'diagnose']);

function expectAction(service: Service, action: string): void {
  const actions = actionsOf(service);
  if (actions.includes(action)) return;
  const meant = nearest(action, actions);
  const has = actions.length === 0 ? 'It has none.' : `It has: ${actions.join(', ')}.`;
  throw new UsageError(
    `command line: found ${JSON.stringify(action)}; expected a command of ${service.key} beside start, stop and diagnose.`,
    { hint: meant === undefined ? has : `Did you mean "${meant}"?` },
  );
}
