// A database that was damaged while nobody looked, or left in the middle by a crash. Its services are neither doubled nor ended
// by that; what was committed and can still be read is not lost.

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1 };

const databaseOf = (scene: Scene) => scene.path('state', 'watchdog.db');

function overwrite(scene: Scene, at: number, bytes: number): void {
  const descriptor = openSync(databaseOf(scene), 'r+');
  writeSync(descriptor, randomBytes(bytes), 0, bytes, at);
  closeSync(descriptor);
}

const DAMAGES: [string, (scene: Scene) => void][] = [
  ['S1 its header is overwritten', (scene) => overwrite(scene, 0, 100)],
  [
    'S2 pages of it are overwritten',
    (scene) => overwrite(scene, 4096, statSync(databaseOf(scene)).size - 4096),
  ],
  ['S4 it is cut to an odd size', (scene) => truncateSync(databaseOf(scene), 9001)],
];

// Damage is met by one check and set aside by the next, which only observes, as do two more.
const CHECKS_UNTIL_BACK = 6;

test.each(DAMAGES)(
  '%s: it is set aside and told, nothing is done while it is only observed, and then the dead one is started',
  async (_, damage) => {
    const scene = scenario(AT_ONCE).service('dead').service('well').open();
    await scene.watchdog('start-all', '--wait');
    await scene.check();
    const [well] = scene.living('well');
    await scene.killInstance('dead');
    damage(scene);

    const told: string[] = [];
    const came = await eventually('it is started', async () => {
      const { exitCode, stdout, stderr } = await scene.check();
      told.push(`exit ${exitCode}: ${stdout}${stderr}`);
      return (scene.living('dead').length > 0 || told.length === CHECKS_UNTIL_BACK) && told.length;
    });
    expect({ told, copies: scene.living('dead').length }).toEqual({ told, copies: 1 });
    expect(scene.living('well')).toEqual([well]);
    expect(told.join('\n')).toMatch(/damaged/);
    expect(told[0]).toMatch(/^exit [14]/);
    expect(readdirSync(scene.path('state')).filter((name) => name.endsWith('.corrupt'))).toHaveLength(1);
    expect(came).toBeGreaterThan(3);
    expect(scene.rows('SELECT key, outcome FROM recoveries')).toEqual([{ key: 'dead', outcome: 'started' }]);
  },
);

test('S12 what was committed is found in the log that a crash has left, and is gone on with', async () => {
  const cleaning = 'if [ ! -e second ]; then touch second; sleep 100; fi';
  const scene = scenario(AT_ONCE)
    .service('web', { commands: { start: toyCommand('beat'), clear_db: cleaning } })
    .open();
  const invocation = scene.begin(['check']);
  await eventually('the script runs', () => existsSync(scene.path('second')));
  await invocation.killHard();
  expect(statSync(`${databaseOf(scene)}-wal`).size).toBeGreaterThan(0);
  const committed =
    'SELECT recovery_id, ordinal, begun_at FROM steps WHERE begun_at IS NOT NULL AND ordinal = 0';
  const before = scene.rows(committed);
  expect(before).toHaveLength(1);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.rows(committed)).toEqual(before);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'started' }]);
  expect(scene.living('web')).toHaveLength(1);
});
