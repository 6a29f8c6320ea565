// The host of one invocation on the made-up machine: how it ends, runs and starts programs is the product's own code.

import type { Host } from '../../../src/host/host.ts';
import { launch } from '../../../src/host/launch.ts';
import type { Reach } from '../../../src/host/quarry.ts';
import { runScript } from '../../../src/host/run-script.ts';
import { createSendSignal } from '../../../src/host/send-signal.ts';
import { terminate, wake } from '../../../src/host/terminate.ts';
import { assertAlive, type Life } from '../invocation/life.ts';
import type { Machine } from './machine.ts';
import type { Senses } from './senses.ts';

/** A host, as long as its invocation lives. */
export function createHost(machine: Machine, senses: Senses, life: Life): Host {
  const whileAlive =
    <Words extends unknown[], Answer>(work: (...words: Words) => Answer) =>
    (...words: Words): Answer => {
      assertAlive(life);
      return work(...words);
    };
  const processes = {
    lookAt: whileAlive(senses.lookAt),
    childAtBirth: whileAlive(senses.childAtBirth),
    table: whileAlive(senses.table),
  };
  const reach: Reach = { processes, sendSignal: createSendSignal(processes.lookAt) };
  return {
    uid: 1000,
    uidOf: () => undefined,
    pidNamespace: 1,
    now: machine.clocks.now,
    ask: () => ({ why: 'nobody answers on a made-up machine', isLate: false }),
    findWriteFault: () => undefined,
    // A pass comes to the host once it has looked at all services.
    measure: () => {
      senses.lookAway();
      return { kind: 'level', value: 0 };
    },
    readHeartbeat: whileAlive((_path, key) => senses.readHeartbeat(key)),
    exposureOf: () => undefined,
    lookAt: processes.lookAt,
    processTable: processes.table,
    commandTable: () => [],
    insiders: () => [],
    cgroupsOf: () => undefined,
    readPidfile: () => ({ kind: 'missing' }),
    readLastOutput: () => undefined,
    usageOf: () => undefined,
    terminate: (selection, timing) => terminate(reach, selection, timing),
    signal: reach.sendSignal,
    wake: (selection) => wake(reach, selection),
    runScript: (spec, timeoutSeconds, callOff) => runScript(reach, spec, { timeoutSeconds, callOff }),
    findStartFault: () => undefined,
    examine: async () => [],
    keepIncident: async () => undefined,
    prepareStart: async () => undefined,
    launch: (spec, verifyDelaySeconds, onSpawned) =>
      launch(processes, spec, { verifyDelaySeconds, onSpawned }),
    newCookie: machine.newMark,
  };
}
