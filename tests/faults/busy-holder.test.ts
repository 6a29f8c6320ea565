// Somebody holds the lease for long, or what shows it is swept away: others leave quietly, and nothing is doubled.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { fakeTimeEnvironment } from '../support/faketime.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const CLEANING = 'echo x >>cleanings; while [ ! -e cleaned ]; do sleep 0.1; done';

/** A holder in the middle of a recovery that takes long. */
async function busy(): Promise<{ scene: Scene; holder: Invocation }> {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('slow', { commands: { start: toyCommand('beat'), clear_db: CLEANING } })
    .open();
  const holder = scene.begin(['check']);
  await eventually('the cleanup runs', () => existsSync(scene.path('cleanings')));
  return { scene, holder };
}

async function finish(scene: Scene, holder: Invocation): Promise<void> {
  writeFileSync(scene.path('cleaned'), '');
  expect(await holder.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('slow')).toHaveLength(1);
  expect(scene.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 1 }]);
}

test('L9 while a recovery takes longer than a minute, the checks that cron goes on to start leave quietly, and begin nothing', async () => {
  const { scene, holder } = await busy();
  const since = Date.now();
  const atMinute = (minute: number, ...words: readonly string[]) =>
    scene.begin(['check', ...words], {
      env: { ...fakeTimeEnvironment(), FAKETIME: `+${minute}m` },
    }).ended;
  for (let minute = 1; minute < 5; minute += 1)
    expect(await atMinute(minute)).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  // Who asks is told who is at it, and since when.
  const { stdout } = await atMinute(5, '--json');
  const { kind, holder: told } = JSON.parse(stdout);
  expect({ kind, pid: told.pid }).toEqual({ kind: 'held', pid: holder.child.pid });
  expect(Math.abs(since - told.sinceMs)).toBeLessThan(60_000);
  expect(scene.living('slow')).toEqual([]);
  expect(readFileSync(scene.path('cleanings'), 'utf8')).toBe('x\n');
  await finish(scene, holder);
  expect(readFileSync(scene.path('cleanings'), 'utf8')).toBe('x\n');
});

test('L8 L12 with the visible lock swept away others still stay out, and who worked under it takes no other’s away', async () => {
  const { scene, holder } = await busy();
  const lock = scene.path('state', 'watchdog.lock.lock');
  expect(existsSync(lock)).toBe(true);
  rmSync(lock, { recursive: true });
  for (let tick = 0; tick < 3; tick += 1)
    expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  await finish(scene, holder);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
});
