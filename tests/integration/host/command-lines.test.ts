// The command lines of real processes.

import { spawn } from 'node:child_process';
import { readDocument } from '../../../src/core/heartbeat.ts';
import { createHost } from '../../../src/host/create-host.ts';
import { afterTest } from '../../support/after-test.ts';
import { eventually } from '../../support/eventually.ts';

const host = createHost({ readDocument });

test('every process is there with its words, but ourselves and what we run in', async () => {
  const child = spawn('sleep', ['54321'], { argv0: 'an idle  one' });
  afterTest(() => child.kill('SIGKILL'));
  const row = await eventually('it runs', () =>
    host
      .commandTable()
      .find(({ process: { pid }, command }) => pid === child.pid && command.endsWith('54321')),
  );
  expect(row).toMatchObject({ command: 'an idle  one 54321', uid: process.getuid?.() });
  const pids = host.commandTable().map(({ process: { pid } }) => pid);
  expect(pids).not.toContain(process.pid);
  expect(pids).not.toContain(process.ppid);
});
