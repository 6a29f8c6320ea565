// Puts the machine together out of its parts. Decides nothing but where processes are read from.

import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';

import { ask } from './ask.ts';
import { cgroupsOf } from './cgroup.ts';
import { type Clock, createClock, readPidNamespace } from './clock.ts';
import { readCommandLines } from './command-lines.ts';
import { exposureOf, isRoot } from './exposure.ts';
import { createHeartbeatReader, type ReadDocument } from './heartbeat-file.ts';
import type { Host } from './host.ts';
import { lookAtProc } from './identity.ts';
import { readInsiders } from './insiders.ts';
import { launch } from './launch.ts';
import { readLastOutput } from './output-file.ts';
import { readPidfile } from './pidfile.ts';
import { isGroupOf } from './private-group.ts';
import { readProcChild, readProcTable } from './process-table.ts';
import { createPsProcesses } from './process-table-ps.ts';
import type { NamedProcesses } from './processes.ts';
import type { Reach } from './quarry.ts';
import { runScript } from './run-script.ts';
import { createSendSignal } from './send-signal.ts';
import { loadSpawn } from './spawn.ts';
import { findStartFault } from './start-fault.ts';
import { terminate, wake } from './terminate.ts';
import { createUidOf } from './uid-of.ts';
import { createIsUnborn } from './unborn.ts';
import { readUsage } from './usage.ts';
import { measure } from './vitals.ts';
import { findWriteFault } from './write-fault.ts';

const ROOT = 0;

/** What the machine is told, since it knows nothing of meanings. */
export interface HostParts {
  readonly readDocument: ReadDocument;
  /** A file that every invocation has open which may start something; absent where nobody is proved dead. */
  readonly sharedFile?: string | undefined;
}

/** Opens this machine; throws where it does not say which boot this is or shows the processes of another pid namespace. */
export function createHost({ readDocument, sharedFile }: HostParts): Host {
  const clock = createClock();
  const processes =
    process.platform === 'linux' ? createProcProcesses(clock, sharedFile) : createPsProcesses();
  const reach: Reach = { processes, sendSignal: createSendSignal(processes.lookAt) };
  return {
    uid: ownUid(),
    uidOf: createUidOf(),
    pidNamespace: readPidNamespace(),
    now: clock.now,
    measure,
    findWriteFault,
    ask,
    cgroupsOf,
    readHeartbeat: createHeartbeatReader(readDocument),
    exposureOf: exposureOfHeartbeat,
    lookAt: processes.lookAt,
    processTable: processes.table,
    commandTable: processes.commandTable,
    insiders: process.platform === 'linux' ? readInsiders : () => [],
    readPidfile,
    readLastOutput,
    usageOf: (ids, wants) => (process.platform === 'linux' ? readUsage(ids, wants) : undefined),
    terminate: (selection, timing) => terminate(reach, selection, timing),
    signal: reach.sendSignal,
    wake: (selection) => wake(reach, selection),
    runScript: (spec, timeoutSeconds, callOff) => runScript(reach, spec, { timeoutSeconds, callOff }),
    findStartFault,
    examine: async (pids) => (await import('./examine.ts')).examine(pids),
    keepIncident: async (incident, limits) =>
      (await import('./incident-file.ts')).keepIncident(incident, limits),
    prepareStart: async () => void (await loadSpawn()),
    launch: (spec, verifyDelaySeconds, onSpawned) =>
      launch(processes, spec, { verifyDelaySeconds, onSpawned }),
    newCookie: () => randomUUID(),
  };
}

/** Only root is strict with groups: with others a group that is a user's alone, as it often is, is that user. */
function exposureOfHeartbeat(path: string, ownerUid: number): string | undefined {
  if (isRoot()) return exposureOf(path, [ROOT, ownerUid]);
  const owners = [ROOT, ownUid(), ownerUid];
  return exposureOf(path, owners, (gid) => isGroupOf(gid, owners));
}

function ownUid(): number {
  return process.geteuid?.() ?? -1;
}

function createProcProcesses(clock: Clock, sharedFile: string | undefined): NamedProcesses {
  // Numbers read there would be sent signals here, where they mean other processes.
  if (readlinkSync('/proc/self') !== String(process.pid)) {
    throw new Error(
      '/proc: shows another pid namespace; expected ours. Mount /proc anew inside this namespace.',
    );
  }
  const isUnborn = sharedFile === undefined ? () => false : createIsUnborn(sharedFile);
  const table = () => readProcTable({ bootedAtMs: clock.bootedAtMs(), isUnborn });
  return {
    lookAt: (pid, known) => lookAtProc(pid, known, clock.bootedAtMs()),
    childAtBirth: (pid) => readProcChild(pid, clock.bootedAtMs()),
    table,
    commandTable: () => readCommandLines(table()),
  };
}
