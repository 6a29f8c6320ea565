// Supervision as it works in an invocation: a made-up machine, a real database, and one invocation after another.

import type { Service } from '../../src/config/config.ts';
import { createFakeHost } from './fake-host.ts';
import { createLife, type Life } from './mortal.ts';
import { createStoreRig } from './store-rig.ts';
import { type Cast, castOf } from './supervision-cast.ts';
import { beginShift, type Shift, type Stage } from './supervision-shift.ts';
import { type Traces, tracesIn } from './supervision-traces.ts';

/** A machine, a database, and the services of a config. */
export interface SupervisionRig extends Stage, Cast, Traces {
  /** A new invocation takes the lease; the last one is gone, whether it had ended or not. */
  begin(life?: Life): Shift;
}

/** Makes a rig with these services. */
export function createSupervisionRig(services: readonly Service[]): SupervisionRig {
  const record = createStoreRig();
  const stage: Stage & Pick<SupervisionRig, 'begin'> = {
    host: createFakeHost(),
    record,
    log: [],
    config: {
      path: '/etc/config.json',
      logLevel: 'INFO',
      logFormat: 'text',
      dbPath: record.path,
      lockPath: `${record.folder}/lock`,
      logDir: '/log',
      retentionDays: 30,
      checkIntervalSeconds: 60,
      maxParallelRecoveries: 8,
      groups: [],
      hostChecks: [],
      blackBox: { enabled: true, maxBytes: 65536, keep: 10, keepDays: 30 },
      maxRestartsPerHour: undefined,
      startIntervalSeconds: 0,
      services,
    },
    begin: (life = createLife()) => {
      record.end();
      return beginShift(stage, life);
    },
  };
  return Object.assign(stage, castOf(stage), tracesIn(record));
}
