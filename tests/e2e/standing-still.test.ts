// An invocation that stands still while it waits for answers, as on a machine that swaps or is paused: nobody is restarted for that.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

/** Longer than its checks have, by far. */
const STILL_MS = 4000;
const TIMEOUT = { timeout_seconds: 2 };
const BEATS = { program: 'beat', start_grace_seconds: 1 } as const;

/** A server that thinks for a second before it answers, and how many have asked it. */
async function slowServer(): Promise<{ port: number; asked(): number }> {
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.on('error', () => {});
    setTimeout(() => socket.end('hello\n'), 1000);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => server.close());
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

test('whoever answered while we were stopped, or ended well, has not failed', async () => {
  const { port, asked } = await slowServer();
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { ...BEATS, checks: [{ type: 'tcp', port, expect: 'hello', ...TIMEOUT }] })
    .service('batch', {
      ...BEATS,
      checks: [{ type: 'command', command: 'touch begun; sleep 1', ...TIMEOUT }],
    })
    .open();
  await scene.watchdog('start-all', '--wait');
  const before = asked();
  const { child, ended } = scene.begin(['check']);
  await eventually('it waits for an answer', () => asked() > before);
  child.kill('SIGSTOP');
  await sleep(STILL_MS);
  child.kill('SIGCONT');
  expect(await ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect(scene.rows("SELECT key FROM recoveries WHERE reason <> 'requested'")).toEqual([]);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
  expect(await scene.status('batch')).toMatchObject({ verdict: 'healthy' });
});
