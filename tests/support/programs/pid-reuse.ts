// Inside a pid namespace of its own: ends a process, gives its number to another one, and aims at the first.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { readDocument } from '../../../src/core/heartbeat.ts';
import { createHost } from '../../../src/host/create-host.ts';
import { createSendSignal } from '../../../src/host/send-signal.ts';

const host = createHost({ readDocument });
const first = spawn('sleep', ['60']);
const seen = host.lookAt(first.pid ?? 0, undefined);
if (seen.kind !== 'alive') throw new Error('the first process is not there');
first.kill('SIGKILL');
await once(first, 'exit');
// A clock tick later: an identity is a number and a tick.
await sleep(50);

let stranger = spawn('sleep', ['60']);
for (let attempt = 0; stranger.pid !== first.pid && attempt < 50; attempt += 1) {
  stranger.kill('SIGKILL');
  await once(stranger, 'exit');
  writeFileSync('/proc/sys/kernel/ns_last_pid', String((first.pid ?? 0) - 1));
  stranger = spawn('sleep', ['60']);
}

const again = host.lookAt(first.pid ?? 0, seen.process);
const signalled = createSendSignal(host.lookAt)(seen.process, 'SIGKILL');
await sleep(100);
const report = {
  sameNumber: stranger.pid === first.pid,
  sameStart: again.kind === 'alive' && again.process.startTicks === seen.process.startTicks,
  signalled: signalled.kind,
  strangerLives: host.lookAt(stranger.pid ?? 0, undefined).kind === 'alive',
  pidNamespace: host.pidNamespace,
};
stranger.kill('SIGKILL');
process.stdout.write(JSON.stringify(report));
