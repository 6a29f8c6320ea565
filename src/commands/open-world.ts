// Puts together what an invocation works with: config, machine, record. The one place where the rooms meet.

import type { Config } from '../config/config.ts';
import { locateConfig } from '../config/locate.ts';
import { readDocument } from '../core/heartbeat.ts';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';
import { recordHolder } from '../store/holder.ts';
import type { Aside } from '../store/open.ts';
import { guardPath } from '../store/paths.ts';
import { HOLDERS_CHECK } from '../supervision/check-means.ts';
import { createLookout } from '../supervision/lookout.ts';
import { recall, type World } from '../supervision/world.ts';
import { loadBelievable } from './believable-config.ts';
import { keepFresh } from './fresh-config.ts';
import type { Lease } from './lease.ts';
import type { Surroundings } from './surroundings.ts';
import { tellerFor } from './teller.ts';

/** The config that the command line, the environment or the usual places name. Throws ConfigError. */
export function openConfig(surroundings: Surroundings): Config {
  return loadBelievable(locateConfig(surroundings.configPath, surroundings), surroundings.cache);
}

/** This machine, for who only looks. */
export function openHost(): Host {
  return createHost({ readDocument });
}

/** All that the holder of the lease works with; says who holds it, for those who meet it held. */
export function openWorld(config: Config, lease: Lease, surroundings: Surroundings): World {
  const host = createHost({ readDocument, sharedFile: guardPath(lease.databasePath) });
  const fresh = keepFresh(config, surroundings);
  const { log } = fresh;
  const dueWithin = introduce(lease, host);
  dueWithin(0);
  if (lease.aside !== undefined) log({ level: 'WARNING', message: tellAside(lease.aside) });
  return {
    get config() {
      return fresh.current();
    },
    refreshConfig: fresh.refresh,
    host,
    store: lease.store,
    requests: lease.requests,
    log,
    memory: recall(lease.store),
    lookout: createLookout(host, HOLDERS_CHECK),
    dueWithin,
    tell: tellerFor(lease.connection, surroundings),
    mayAct: () => !surroundings.isStopping() && isOurs(lease, log),
    holdsLease: () => isOurs(lease, log),
  };
}

const told = new WeakSet<Lease>();

/** Whether the lease is still ours alone; that it is not is told once. */
function isOurs(lease: Lease, log: Log): boolean {
  if (lease.isIntact()) return true;
  const message = `lease: ${lease.databasePath}-guard was removed or replaced, so that another invocation may be at work; expected it to stay as long as we work. The step at hand is finished, no other is begun`;
  if (!told.has(lease)) {
    log({ level: 'ERROR', message });
    remember(lease, message);
  }
  told.add(lease);
  return false;
}

/** For whoever tells people of it: we do not any more. */
function remember({ store }: Lease, message: string): void {
  try {
    store.addEvent({ atMs: Date.now(), key: undefined, kind: 'lease_lost', message });
  } catch {
    // The log has it.
  }
}

function tellAside({ reason, movedTo }: Aside): string {
  return reason === 'corrupt'
    ? `database: it was damaged and is now ${movedTo}; a new one was begun, and the first ticks only observe. Every "off" is forgotten: switch off again what must not run`
    : `database: the Python reference's is now ${movedTo}; a new one was begun`;
}

/** What a pass, or the end of a step, may be late by before we are taken to hang. */
export const PATIENCE_MS = 300_000;

/** Says who holds the lease; answers how to say by when we shall be heard of again. */
function introduce({ databasePath }: Lease, host: Host): World['dueWithin'] {
  const self = host.lookAt(process.pid, undefined);
  const { bootId, wallMs: sinceMs } = host.now();
  const startTicks = self.kind === 'alive' ? self.process.startTicks : 0;
  const holder = { pid: process.pid, startTicks, bootId, pidNamespace: host.pidNamespace, sinceMs };
  let dueMs = 0;
  return (ms) => {
    // What was promised for another step still holds.
    dueMs = Math.max(dueMs, host.now().monotonicMs + ms + PATIENCE_MS);
    recordHolder(databasePath, { ...holder, dueMs });
  };
}
