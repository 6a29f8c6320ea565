// A service that beats before it can be used: it counts as healthy once it has said that it is ready.

import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { createAuthority } from '../support/certificates.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const READY = { readiness: { type: 'command', command: 'test -f ready || exit 2' } };

test('a dependent is started once what it needs is ready; later nobody asks for that', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: 'beat', ...READY })
    .open();
  const check = scene.begin(['check']);
  await eventually('db beats', async () => (await scene.status('db')).heartbeatAgeSeconds !== undefined);
  expect(await scene.status('db')).toMatchObject({ verdict: 'starting' });
  expect(scene.living('web')).toEqual([]);

  writeFileSync(scene.path('ready'), '');
  await check.ended;
  expect(scene.living('web')).toHaveLength(1);
  const { pid } = await scene.healthy('db');

  rmSync(scene.path('ready'));
  await scene.check();
  expect(await scene.status('db')).toMatchObject({ verdict: 'healthy', pid });
});

test.each([1, 2])(
  'one that does not get ready within its grace is recovered, though its command exits with %i',
  async (code) => {
    const readiness = { type: 'command', command: `test -f ready || exit ${code}` };
    const scene = scenario(HASTY)
      .service('db', { program: 'beat', start_grace_seconds: 1, readiness })
      .open();
    await scene.check();
    const [first] = scene.living('db');
    await eventually('another one was started', async () => {
      await scene.check();
      return scene.living('db').some(({ pid }) => pid !== first?.pid);
    });
    expect(scene.rows('SELECT DISTINCT verdict FROM recoveries WHERE id > 1')).toEqual([
      { verdict: 'check_failed' },
    ]);
  },
);

test('one that is ready, and has something to warn of, is depended on', async () => {
  const authority = createAuthority(temporaryFolder('authority'));
  const server = createServer(authority.issue(9), (_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', {
      program: 'beat',
      readiness: { type: 'http', url, ca: authority.path, certificate_days: 30 },
    })
    .open();
  await eventually('its dependent is started', async () => {
    await scene.check();
    return scene.living('web').length === 1;
  });
});
