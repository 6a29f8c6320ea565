// A service that hangs, and of which it can be told that it could not be started again.

import { rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

/** A port of another program, which hangs up on whoever connects. */
async function portOfAnother(): Promise<number> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A service that was well once, and fails its check from then on. */
async function failing(entry: object): Promise<Scene> {
  const fails = { type: 'command', command: 'test ! -e ill || exit 2' };
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [fails],
      commands: { start: ['sleep', '1000'] },
      ...entry,
    })
    .open();
  await scene.watchdog('on', 'web');
  await scene.check();
  await scene.healthy('web');
  writeFileSync(scene.path('ill'), '');
  return scene;
}

test('a service is not ended while somebody else holds the port on which it listens; who that is is told', async () => {
  const port = await portOfAnother();
  const scene = await failing({ listens: [port] });
  const [before] = scene.living('web');
  expect(await scene.check()).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      new RegExp(`not ended, for it could not be started again: port ${port}: pid ${process.pid}, `),
    ),
  });
  expect(scene.living('web')).toEqual([before]);
});

test('a service whose start is a line is not ended while its program is gone', async () => {
  const folder = temporaryFolder('app');
  const program = join(folder, 'app');
  writeFileSync(program, '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 });
  const scene = await failing({ commands: { start: `${program} --port 1` } });
  const [before] = scene.living('web');
  rmSync(program);
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringContaining(`not ended, for it could not be started again: ${program}: no such file`),
  });
  expect(scene.living('web')).toEqual([before]);
});

test('the port that a check asks may be another’s: for that nobody is kept from a restart', async () => {
  const port = await portOfAnother();
  const checks = [
    { type: 'command', command: 'test ! -e ill || exit 2' },
    { name: 'db', type: 'tcp', port },
    { name: 'api', type: 'tcp', port },
  ];
  const scene = await failing({ checks });
  const [before] = scene.living('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.living('web')).not.toEqual([before]);
});
