// Services that are late with their heartbeat because they are at work, and have a grace for that.

import { rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

/** Beats until there is a file called work; then it computes for as long as that is there, and beats no more. */
const WORKER = `
import json, os, time
from datetime import datetime, timezone
path = os.environ['WATCHDOG_HEARTBEAT_FILE']
while not os.path.exists('work'):
    now = datetime.now(timezone.utc).isoformat()
    with open(path + '.new', 'w') as file:
        json.dump({'process_key': 'web', 'pid': os.getpid(), 'timestamp': now, 'status': 'running'}, file)
    os.rename(path + '.new', path)
    time.sleep(0.1)
while os.path.exists('work'):
    for _ in range(100000): pass
time.sleep(1000)`;

/** The scene of a service that beats no more, for it works. */
async function late(graceSeconds: number) {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', {
      timeout_seconds: 2,
      busy_grace_seconds: graceSeconds,
      commands: { start: ['python3', '-c', WORKER] },
    })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const { pid } = await scene.healthy('web');
  writeFileSync(scene.path('work'), '');
  await eventually('it is late', async () => (await scene.status('web')).verdict === 'timed_out');
  return { scene, pid };
}

test('nor does a recovery of all that is down replace one that works', async () => {
  const { scene, pid } = await late(3600);
  await eventually('it is seen to work', async () => {
    await scene.check();
    return (await scene.status('web')).reason === 'busy';
  });
  expect(await scene.watchdog('recover')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('left alone, for it is late, but at work'),
  });
  expect(scene.living('web').map((one) => one.pid)).toContain(pid);
});

test('one that works is left alone; when it works no more, it is recovered', async () => {
  const { scene, pid } = await late(3600);
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  expect(await scene.status('web')).toMatchObject({
    verdict: 'timed_out',
    reason: 'busy',
    detail: expect.stringMatching(/; it is busy, for .* s of the 3600 s that it may be$/),
    failures: 0,
    pid,
  });
  expect(scene.log().join('\n')).not.toMatch(/web: down/);
  rmSync(scene.path('work'));
  await eventually('it is replaced', async () => {
    await scene.check();
    return (await scene.status('web')).pid !== pid;
  });
  expect(scene.rows("SELECT verdict FROM recoveries WHERE purpose = 'recover'")[0]).toEqual({
    verdict: 'timed_out',
  });
});

test('one that works for longer than it may is recovered', async () => {
  const { scene, pid } = await late(1);
  const [first] = await eventually('it is recovered', async () => {
    await scene.check();
    const rows = scene.rows("SELECT verdict, reason FROM recoveries WHERE purpose = 'recover'");
    return rows.length > 0 && rows;
  });
  expect(first).toEqual({ verdict: 'timed_out', reason: 'threshold_reached' });
  expect(scene.living('web').map(({ pid: living }) => living)).not.toContain(pid);
});
