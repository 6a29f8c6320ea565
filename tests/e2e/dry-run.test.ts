// `check --dry-run`: the same pass, and nothing touched.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type Scene, scenario } from '../support/scenario.ts';

/** Everything that lies in the scene's folder, with its content; the code cache is the program's own. */
function contentOf(scene: Scene): readonly string[] {
  return readdirSync(scene.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.cache') && statSync(scene.path(name)).isFile())
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(scene.path(name)))
          .digest('hex')}`,
    )
    .sort();
}

test('a dry run tells what would be done, and changes no byte and no process', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { commands: { start: ['sleep', '100'], clear_db: 'touch cleaned' } })
    .service('fine', { commands: { start: ['sleep', '100'] } })
    .service('idle', { program: 'beat', enabled: false })
    .open();
  scene.heartbeat('fine', { pid: scene.stranger().pid });
  await scene.watchdog('off', 'web');
  await scene.watchdog('on', 'web');
  await scene.killInstance('web');
  const before = contentOf(scene);

  const { exitCode, stdout, stderr } = await scene.watchdog('check', '--dry-run');
  expect(stdout).toMatch(/^web: no_heartbeat, would run kill → clear_db → start/m);
  expect(stdout).toMatch(/^fine: healthy, would do nothing/m);
  expect(stdout).toMatch(/^idle: disabled/m);
  expect(stderr).toBe('');
  expect(exitCode).toBe(1);
  expect(contentOf(scene)).toEqual(before);
  expect(scene.living('web')).toEqual([]);
});

test('a dry run of a config that was never used makes no file at all', async () => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('check', '--dry-run', '--json')).toMatchObject({ stderr: '' });
  expect(contentOf(scene).map((line) => line.split(' ')[0])).toEqual(['config.json']);
});

test('a dry run works beside an invocation that holds the lease', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1, verify_delay: 3 }).service('web').open();
  const busy = scene.begin(['check']);
  await scene.healthy('web');
  const { stdout } = await scene.watchdog('check', '--dry-run');
  expect(stdout).toMatch(/^web: healthy, would do nothing \(recovering\)/);
  expect(busy.child.exitCode).toBeNull();
});
