// Loads what tells metrics, where the config asks for them: no other tick pays for it.

import type { Config } from '../config/config.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';
import type { World } from '../supervision/world.ts';
import type { Publisher, Sight } from './metrics/publisher.ts';
import { readRecord } from './reader-of.ts';
import type { Surroundings } from './surroundings.ts';

type Env = Surroundings['env'];

/** Who tells metrics while the lease is held; undefined where nobody is to be told. */
export async function publisherFor(world: World, env: Env): Promise<Publisher | undefined> {
  if (world.config.metrics === undefined) return undefined;
  const { createPublisher } = await import('./metrics/publisher.ts');
  return createPublisher(world, env);
}

/** Tells what was seen where nothing could be recorded, if anybody is to be told. */
export async function tellSight(
  sight: Omit<Sight, 'tallies'>,
  means: { readonly config: Config; readonly host: Host; readonly log: Log; readonly env: Env },
): Promise<void> {
  if (means.config.metrics === undefined) return;
  const { publishSight } = await import('./metrics/publisher.ts');
  await publishSight({ ...sight, tallies: () => talliesOf(means.config) }, means);
}

function talliesOf(config: Config): ReturnType<Sight['tallies']> {
  const { reader } = readRecord(config);
  try {
    return reader?.tallies();
  } finally {
    reader?.close();
  }
}
