// One invocation: it takes the lease if it is free, works as the product's own code does, and comes to its end or is killed.

import type { Config } from '../../../src/config/config.ts';
import { StoreError } from '../../../src/errors.ts';
import type { RequestBox, Store } from '../../../src/store/store.ts';
import { createLookout } from '../../../src/supervision/lookout.ts';
import { run } from '../../../src/supervision/run.ts';
import type { Schedule } from '../../../src/supervision/shift.ts';
import { recall, type World } from '../../../src/supervision/world.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Story } from '../run/story.ts';
import type { ConfigFile } from '../services/config-file.ts';
import { createHost } from '../world/host.ts';
import { current } from '../world/kernel.ts';
import type { Machine } from '../world/machine.ts';
import type { Senses } from '../world/senses.ts';
import { assertAlive, type Life, untilIdle } from './life.ts';
import type { Record } from './record.ts';

/** Where invocations work. */
export interface Site {
  readonly machine: Machine;
  readonly senses: Senses;
  readonly record: Record;
  readonly oracle: Oracle;
  readonly story: Story;
  readonly file: ConfigFile;
  /** The config as an invocation has last read it. */
  known: Config;
  /** Whoever holds the lease: the kernel's lock, freed by its holder's end. */
  holder: Life | undefined;
}

/** Lives through one invocation from its beginning to its end. */
export async function live(site: Site, life: Life, schedule: Schedule): Promise<void> {
  const { machine, oracle, story } = site;
  current().life = life;
  site.holder = life;
  oracle.began(life);
  let isSettled = false;
  const work = begin(site, life, schedule)
    .catch((error: unknown) => excuse(error, life, story))
    .finally(() => {
      isSettled = true;
    });
  // Where a promise is found broken, nobody waits for it any more.
  work.catch(() => undefined);
  await untilIdle();
  while (!isSettled && life.state !== 'dead') {
    machine.step(Number.POSITIVE_INFINITY);
    await untilIdle();
    oracle.stillAt(life);
  }
  if (isSettled) await work;
  end(site, life);
}

async function begin(site: Site, life: Life, schedule: Schedule): Promise<void> {
  const { record, oracle } = site;
  const { store, requests } = record.open(life);
  const world = worldOf(site, life, {
    store: oracle.watchStore(store),
    requests: oracle.watchBox(requests),
  });
  oracle.recalled(world.memory);
  const { pass } = await run(world, schedule);
  for (const [key, { judged, decision }] of pass?.findings ?? [])
    if (decision.reason !== 'healthy')
      site.story.tell(`      ${key}: ${judged.verdict} → ${decision.reason} ${decision.detail}`);
}

function worldOf(site: Site, life: Life, { store, requests }: { store: Store; requests: RequestBox }): World {
  const refreshConfig = () => {
    assertAlive(life);
    site.known = site.file.read();
  };
  refreshConfig();
  const host = createHost(site.machine, site.senses, life);
  return {
    get config() {
      return site.known;
    },
    host,
    store,
    requests,
    log: ({ key, message }) =>
      site.story.tell(`    ${life.name}: ${key === undefined ? '' : `${key}: `}${message}`),
    memory: recall(store),
    lookout: createLookout(host),
    refreshConfig,
    dueWithin: (ms) => site.oracle.promised(life, ms),
    mayAct: () => !life.isStopping,
    holdsLease: () => true,
  };
}

/** What may end an invocation: its death, or a database that cannot be written. All else is a bug, ours or the product's. */
function excuse(error: unknown, life: Life, story: Story): void {
  if (life.state === 'dead') return;
  if (!(error instanceof StoreError)) throw error;
  story.tell(`  ${life.name} gives up: ${error.message}`);
}

function end(site: Site, life: Life): void {
  const { machine, oracle, story } = site;
  const it = machine.processes.find(life.pid);
  if (it !== undefined && it.role === 'watchdog')
    machine.processes.end(it, { exitCode: 0, signal: undefined });
  if (life.state === 'alive') life.state = 'over';
  if (site.holder === life) site.holder = undefined;
  story.tell(`  ${life.name} ${life.state === 'dead' ? 'is dead' : 'has ended'}`);
  oracle.ended();
}
