// What cron gives a program, and what it does not: hardly an environment, no terminal, and perhaps no streams at all.

import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0.1 } };
const AS_CRON = [
  'SHELL=/bin/sh',
  `PATH=${dirname(process.execPath)}:/usr/bin:/bin`,
  'LOGNAME=root',
  'HOME=/',
];

/** The checks that bring a service up, die with it, and bring it up again. */
async function supervise(scene: Scene, wrapper: readonly string[]): Promise<void> {
  const check = () => scene.begin(['check'], { wrapper, cwd: '/' }).ended;
  await check();
  await scene.healthy('web');
  expect((await check()).exitCode).toBe(0);
  await scene.killInstance('web');
  expect(await check()).toMatchObject({ exitCode: 0 });
  await scene.healthy('web');
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

const BEYOND_ASCII = 'größe/大きさ.json';

const open = () => scenario(HASTY).service('web', { program: 'beat', heartbeat_path: BEYOND_ASCII }).open();

test('C1 with the bare environment of cron a service is watched, killed and started as anywhere', async () => {
  await supervise(open(), ['env', '-i', ...AS_CRON]);
});

test.each([
  ['C2 without any environment at all', ['env', '-i']],
  [
    'C2 with a zone and a language that do not exist',
    ['env', '-i', 'TZ=:Nowhere/Land', 'LANG=xx_YY', 'LC_ALL=zz'],
  ],
])(
  '%s a service is watched and started, and names that are not ASCII stay what they are',
  async (_, wrapper) => {
    const scene = open();
    await supervise(scene, wrapper);
    expect(existsSync(scene.path(BEYOND_ASCII))).toBe(true);
  },
);

test('C4 with all three streams closed nothing is written where it does not belong, and a service gets streams of its own', async () => {
  const scene = open();
  await supervise(scene, ['sh', '-c', 'exec "$@" <&- >&- 2>&-', 'sh']);
  const [{ pid = 0 } = {}] = scene.living('web');
  const open_ = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  expect(open_.slice(0, 3)).toEqual(['/dev/null', ...Array(2).fill(expect.stringMatching(/\/logs\//))]);
  expect(open_.filter((path) => path.includes('/state/'))).toEqual([]);
});

test('C8 L1 of twenty checks at the same instant, right after a holder was killed, one works', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 3 })
    .service('web')
    .open();
  const first = scene.begin(['check']);
  await eventually('it is at work', () => scene.living('web').length === 1);
  await first.killHard();
  const checks = await Promise.all(Array.from({ length: 20 }, () => scene.check()));
  expect(checks.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  expect(scene.living('web')).toHaveLength(1);
  expect(actorAt(scene.living('web')[0]?.pid ?? 0)).toBeDefined();
  expect(scene.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 1 }]);
});
