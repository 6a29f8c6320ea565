// What the menu sees of all services: the same look as `status` takes, and what can be asked of each. Changes nothing.

import type { Config } from '../../config/config.ts';
import { actionsOf } from '../do.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { ServiceReport } from '../service-report.ts';
import { type LastTick, status } from '../status.ts';
import type { Surroundings } from '../surroundings.ts';

/** A service as the menu shows it. */
export interface MenuService extends ServiceReport {
  /** Its key in the file, which it shares with other instances. */
  readonly entry: string;
  /** Its commands beyond those that every service has. */
  readonly actions: readonly string[];
}

/** How things are. */
export interface MenuSight {
  readonly config: Pick<Config, 'path' | 'stamp'>;
  readonly services: readonly MenuService[];
  readonly lastTick: LastTick | undefined;
  /** What is wrong with the config file, or the record, in spite of which this is told. */
  readonly problems: readonly string[];
}

/** Looks at all services. Throws ConfigError where nothing is known of the config. */
export async function lookForMenu(surroundings: Surroundings): Promise<MenuSight> {
  const problems: string[] = [];
  const quiet = { ...surroundings, inSpiteOf: () => undefined };
  const config = openLastConfig(
    { ...surroundings, inSpiteOf: ({ message }) => void problems.push(message) },
    { isActing: false },
  );
  const { services, lastTick, recordProblem } = await status(undefined, quiet);
  if (recordProblem !== undefined) problems.push(recordProblem);
  const configured = new Map(config.services.map((service) => [service.key, service]));
  return {
    config,
    services: services.map((report) => {
      const { entry = report.key, commands = {} } = configured.get(report.key) ?? {};
      return { ...report, entry, actions: actionsOf({ commands }) };
    }),
    lastTick,
    problems,
  };
}
