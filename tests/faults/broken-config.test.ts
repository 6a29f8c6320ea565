// A config that is broken while services run: what was known stays in force for `check`, `status` and `off`, the mistake is
// told by each of them, and whatever would act on what the file newly says is refused.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const CACHES = '/var/cache/watchdog-supervisor';
const STAYS = 'The last good config stays in force.';
// A file that was changed within the last two seconds might yet change without showing it.
const UNTIL_BELIEVED_MS = 2100;

/** Root's caches are shared by all runs of tests, and each removes what has come since it began: here they are the scene's own. */
function watchdog(scene: Scene, ...words: readonly string[]): Promise<Result> {
  const bind = `mkdir -p ${CACHES}; mount --bind '${scene.path('caches')}' ${CACHES} && exec "$@"`;
  const wrapper = process.getuid?.() === 0 ? ['unshare', '-m', 'sh', '-c', bind, 'sh'] : [];
  mkdirSync(scene.path('caches'), { recursive: true, mode: 0o700 });
  return scene.begin(words, { wrapper }).ended;
}

/** A service that died, and a config that was read when it was good. */
async function deadService(settings = {}): Promise<Scene> {
  const scene = scenario({ consecutive_failures_threshold: 1, ...settings })
    .service('web')
    .service('other', { program: 'beat', depends_on: ['web'] })
    .open();
  await scene.watchdog('start-all', '--wait');
  await sleep(UNTIL_BELIEVED_MS);
  await watchdog(scene, 'check');
  await scene.killInstance('web');
  return scene;
}

type Breakage = (text: string) => string;

const BREAKAGES: [string, Breakage, RegExp][] = [
  ['G1 G2 whose end is missing', (text) => text.slice(0, -40), /config\.json:\d+:\d+: found/],
  ['G2 that is empty', () => '', /found an empty file/],
  [
    'G3 with a name that stands in it twice',
    (text) => text.replace('{', '{ "kill_timeout": 1,'),
    /this name for the second time/,
  ],
  [
    'G4 with a name that is mistyped',
    (text) => text.replace('timeout_seconds', 'timeout_second'),
    /Did you mean ["`]timeout_seconds["`]/,
  ],
  [
    'G5 with a circle of dependencies',
    (text) => text.replace('"web": {', '"web": { "depends_on": ["other"],'),
    /a circle: (web → other → web|other → web → other)/,
  ],
];

test.each(BREAKAGES)(
  '%s: a check goes on with the last good config, tells the mistake, and exits with 2',
  async (_, spoil, words) => {
    const scene = await deadService();
    const [other] = scene.living('other');
    writeFileSync(scene.configPath, spoil(readFileSync(scene.configPath, 'utf8')));
    const { exitCode, stderr } = await watchdog(scene, 'check');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(words) });
    expect(stderr.split(STAYS)).toHaveLength(2);
    expect(scene.log().join('\n')).toMatch(words);
    expect(scene.living('web')).toHaveLength(1);
    expect(scene.living('other')).toEqual([other]);
  },
);

test('G2 while the config is broken, off and status go on with the last good one; what would start anything is refused', async () => {
  const scene = await deadService();
  const good = readFileSync(scene.configPath, 'utf8');
  writeFileSync(scene.configPath, good.slice(0, good.length / 2));
  const status = await watchdog(scene, 'status');
  expect(status).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/web\t\S+\tstale_pid/) });
  expect(status.stderr).toContain(STAYS);
  expect(await watchdog(scene, 'off', 'other')).toMatchObject({ exitCode: 2 });
  expect(scene.living('other')).toEqual([]);
  for (const words of [['on', 'web'], ['restart', 'web'], ['start-all'], ['validate']]) {
    const { exitCode, stderr } = await watchdog(scene, ...words);
    expect({ words, exitCode, isGoneOn: stderr.includes(STAYS) }).toEqual({
      words,
      exitCode: 2,
      isGoneOn: false,
    });
  }
  expect(scene.everything()).toEqual([]);

  writeFileSync(scene.configPath, good);
  expect(await watchdog(scene, 'check')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.living('other')).toEqual([]);
});

test('G2 a config that was never good, and one that is gone, are no order to do anything', async () => {
  const scene = scenario().service('web').open();
  writeFileSync(scene.configPath, '{');
  expect(await watchdog(scene, 'check')).toMatchObject({ exitCode: 2 });
  const gone = await deadService();
  rmSync(gone.configPath);
  expect(await watchdog(gone, 'check')).toMatchObject({
    exitCode: 2,
    stderr: expect.not.stringContaining(STAYS),
  });
  expect(gone.living('web')).toEqual([]);
  expect(scene.everything()).toEqual([]);
});

test('G8 a command and a user that are edited while their service runs end nobody: they count from its next start', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const before = scene.living('web');
  scene.edit({}, { web: { program: 'beat', env: { EDITION: 'second' }, user: userInfo().username } });
  for (let ticks = 0; ticks < 3; ticks += 1)
    expect(await watchdog(scene, 'check')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual(before);
  await scene.killInstance('web');
  await watchdog(scene, 'check');
  expect(scene.living('web')).toMatchObject([{ env: { EDITION: 'second' } }]);
});
