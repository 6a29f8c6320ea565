// Decides whether there may be anything to tell, which costs a healthy tick one look; what tells is loaded when there is.

import type { Connection } from '../store/connection.ts';
import type { World } from '../supervision/world.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells what there is to tell of a world; answers when that is done, or undefined where there is nothing. */
export function tellerFor(connection: Connection, { env }: Surroundings): NonNullable<World['tell']> {
  let isTelling = false;
  return (world) => {
    const { alerting } = world.config;
    if (alerting === undefined || isTelling || !mayHaveNews(world)) return undefined;
    isTelling = true;
    return tellAll().finally(() => {
      isTelling = false;
    });

    async function tellAll(): Promise<void> {
      if (alerting === undefined) return;
      const { tell } = await import('./alerts/tell.ts');
      const { hostname } = await import('node:os');
      await tell({ ...world, config: world.config, alerting, connection, env, hostname: hostname() });
    }
  };
}

/** What cannot be looked at is told once that has lasted, of which no event tells. */
function mayHaveNews({ store }: Pick<World, 'store'>): boolean {
  if (store.hasNews()) return true;
  for (const { verdict } of store.lastMarks().values()) if (verdict === 'unknown') return true;
  return false;
}
