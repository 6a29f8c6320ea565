// What is told of a service in a maintenance window, and when it is over.

import { scenario } from '../support/scenario.ts';
import { alertsTo, LOG, meddle, toldTo } from '../support/told.ts';

const NOW = [{ cron: '* * * * *', duration: '1h' }];
const happening = (kind: string, key = 'NULL') =>
  `INSERT INTO events (at, key, kind, message) VALUES (${Date.now()}, ${key}, '${kind}', 'oh')`;

const HASTY = alertsTo({ log: LOG });

test('what is still down when its maintenance is over is told then', async () => {
  const scene = scenario({ ...HASTY, maintenance: NOW })
    .service('web', { commands: { start: 'exit 3' } })
    .open();
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  expect(toldTo(scene)).toEqual([]);
  scene.edit({ maintenance: undefined });
  await scene.check();
  expect(toldTo(scene)).toMatchObject([{ phase: 'opened', title: expect.stringMatching(/^web is down/) }]);
});

test('what was over by then is a line in the next message, once', async () => {
  const scene = scenario({ ...HASTY, maintenance: NOW })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  meddle(scene, happening('given_up', "'web'"));
  await scene.check();
  expect(toldTo(scene)).toEqual([]);
  for (let time = 0; time < 2; time += 1) {
    meddle(scene, happening('lease_lost'));
    await scene.check();
  }
  const [first, second] = toldTo(scene);
  expect(first).toMatchObject({
    topic: 'lease_lost',
    untold: [expect.stringMatching(/UTC {2}web is up again/)],
  });
  expect(second).toMatchObject({ topic: 'lease_lost' });
  expect(second).not.toHaveProperty('untold');
});

test('a notice waits for its end, unless it is critical', async () => {
  const scene = scenario({ ...HASTY, maintenance: NOW })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  for (const kind of ['damaged', 'security']) meddle(scene, happening(kind, "'web'"));
  await scene.check();
  expect(toldTo(scene)).toMatchObject([{ topic: 'security' }]);
  scene.edit({ maintenance: undefined });
  await scene.check();
  expect(toldTo(scene)).toMatchObject([{ topic: 'security' }, { topic: 'damaged' }]);
});
