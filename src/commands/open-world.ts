// Puts together what an invocation works with: config, machine, record. The one place where the rooms meet.

import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { locateConfig } from '../config/locate.ts';
import { readDocument } from '../core/heartbeat.ts';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import { recordHolder } from '../store/holder.ts';
import { recall, type World } from '../supervision/world.ts';
import type { Lease } from './lease.ts';
import type { Surroundings } from './surroundings.ts';

/** The config that the command line, the environment or the usual places name. Throws ConfigError. */
export function openConfig(surroundings: Surroundings): Config {
  return loadConfig(locateConfig(surroundings.configPath, surroundings));
}

/** This machine. */
export function openHost(): Host {
  return createHost({ readDocument });
}

/** All that the holder of the lease works with; says who holds it, for those who meet it held. */
export function openWorld(config: Config, lease: Lease, surroundings: Surroundings): World {
  const host = openHost();
  introduce(lease, host);
  return {
    config,
    host,
    store: lease.store,
    requests: lease.requests,
    log: surroundings.openLog(config),
    memory: recall(lease.store),
    mayAct: () => !surroundings.isStopping(),
  };
}

function introduce(lease: Lease, host: Host): void {
  const self = host.lookAt(process.pid, undefined);
  const { bootId, wallMs } = host.now();
  const startTicks = self.kind === 'alive' ? self.process.startTicks : 0;
  recordHolder(lease.databasePath, { pid: process.pid, startTicks, bootId, sinceMs: wallMs });
}
