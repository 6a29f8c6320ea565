// Services without a heartbeat whose check asks somebody else, such as the database: that it answers says nothing of who is dead.

import { type AddressInfo, createServer } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

/** The port of a database that is well all the time. */
async function database(): Promise<number> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A worker of which nothing tells but that its database answers. */
async function worker(start: string | readonly string[]) {
  return {
    heartbeat_path: undefined,
    checks: [{ type: 'tcp', port: await database() }],
    commands: { start },
  };
}

test('a service that was killed is started again, though its database answers', async () => {
  const scene = scenario(HASTY)
    .service('worker', await worker(['sleep', '1000']))
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  const { pid } = await scene.healthy('worker');
  await scene.killInstance('worker');
  await scene.check();
  expect(scene.rows("SELECT verdict FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { verdict: 'stale_pid' },
  ]);
  expect(scene.living('worker').map((one) => one.pid)).not.toContain(pid);
  expect(scene.living('worker')).toHaveLength(1);
});

test.each([
  ['exits', 'exit 9', /exited with code 9/],
  ['cannot be run', ['/no/such/program'], /no such file/],
])('one whose start %s is down, though its database answers', async (_, start, why) => {
  const entry = await worker(['sleep', '1000']);
  const scene = scenario(HASTY).service('worker', entry).open();
  await scene.watchdog('start-all', '--wait');
  await scene.killInstance('worker');
  scene.edit({}, { worker: { ...entry, commands: { start } } });
  for (const _tick of [1, 2])
    expect(await scene.check()).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(why) });
  expect(await scene.status('worker')).toMatchObject({ verdict: 'stale_pid' });
});

test('one that nobody has started yet is what its check says, and is started when that fails', async () => {
  const scene = scenario(HASTY)
    .service('worker', await worker(['sleep', '1000']))
    .open();
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect(await scene.status('worker')).toMatchObject({ verdict: 'healthy' });
  await scene.watchdog('on', 'worker');
  await eventually('it lives', () => scene.living('worker').length === 1);
});
