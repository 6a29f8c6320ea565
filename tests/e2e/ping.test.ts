// The dead-man switch: somebody else hears of every check, and of how it ended.

import { httpReceiver } from '../support/http-receiver.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

test('every check says that it begins, and with which exit code it ends', async () => {
  const { url, arrivals } = await httpReceiver();
  const scene = scenario({ ...HASTY, ping: { url: `${url}/ping/uuid?rid=1` } })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  expect(arrivals).toEqual([]);
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(arrivals.map(({ path }) => path)).toEqual(['/ping/uuid/start?rid=1', '/ping/uuid/0?rid=1']);
  scene.edit({ ping: { url } }, { web: { commands: { start: 'exit 3' } } });
  await scene.killInstance('web');
  expect(await scene.check()).toMatchObject({ exitCode: 1 });
  expect(arrivals.slice(2).map(({ path }) => path)).toEqual(['/start', '/1']);
});

test('one that fails is only logged', async () => {
  const { url } = await httpReceiver((_, response) => {
    response.statusCode = 404;
    response.end('not found: uuid-of-mine');
  });
  const scene = scenario({ ...HASTY, ping: { url: `\${env:PING}` } })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const env = { PING: `${url}/uuid-of-mine` };
  expect(await scene.begin(['check'], { env }).ended).toMatchObject({ exitCode: 0 });
  const lines = scene.log().filter((line) => line.includes('ping:'));
  expect(lines).toEqual([
    expect.stringMatching(/WARNING ping: start: refused: 404: not found: \*\*\*$/),
    expect.stringMatching(/WARNING ping: 0: refused: 404: not found: \*\*\*$/),
  ]);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.log().at(-1)).toMatch(/ping: 0: failed: \$\{env:PING\}: found nothing/);
});

test('one that is never answered delays neither a recovery nor, by more than its time, the end', async () => {
  const { url } = await httpReceiver(() => undefined);
  const scene = scenario({ ...HASTY, ping: { url, timeout_seconds: 3 } })
    .service('web')
    .open();
  const began = performance.now();
  await scene.check();
  const tookMs = performance.now() - began;
  expect(tookMs).toBeLessThan(6000);
  expect(tookMs).toBeGreaterThan(3000);
  const sql = "SELECT ended_at - (SELECT max(at) FROM ticks) AS ms FROM steps WHERE action = 'start'";
  expect(scene.rows(sql)[0]?.ms).toBeLessThan(3000);
});
