// A holder of the lease that hangs: nobody takes the lease from it while it lives; past its time it is ended, and whatever
// it was doing is gone on with.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Holder } from '../../src/store/holder.ts';
import type { Settings } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const CLEANING = 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done';

/** A holder that was stopped, as a debugger or a full terminal does, while a cleanup of `slow` runs. */
async function stopped(settings: Settings = {}): Promise<{ scene: Scene; holder: Invocation }> {
  const scene = scenario({ consecutive_failures_threshold: 1, ...settings })
    .service('slow', { commands: { start: toyCommand('beat'), clear_db: CLEANING } })
    .open();
  const holder = scene.begin(['check']);
  await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
  holder.child.kill('SIGSTOP');
  return { scene, holder };
}

function holderOf(scene: Scene): Holder {
  return JSON.parse(readFileSync(scene.path('state', 'watchdog.db-holder'), 'utf8'));
}

/** Its time is over. */
function makeOverdue(scene: Scene, change: Partial<Holder> = {}): void {
  writeFileSync(
    scene.path('state', 'watchdog.db-holder'),
    JSON.stringify({ ...holderOf(scene), dueMs: 1, ...change }),
  );
}

test('L2 a holder that was stopped is not robbed while it is in time', async () => {
  const { scene, holder } = await stopped();
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  writeFileSync(scene.path('cleaned'), '');
  holder.child.kill('SIGCONT');
  expect(await holder.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('slow')).toHaveLength(1);
});

test('L10 a holder that hangs beyond its time is ended, and its recovery is gone on with: nothing is doubled', async () => {
  const { scene, holder } = await stopped();
  makeOverdue(scene);
  writeFileSync(scene.path('cleaned'), '');
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringContaining(`the holder of the lease, pid ${holder.child.pid}, was to be heard of`),
  });
  await holder.ended;
  await scene.healthy('slow');
  expect(scene.living('slow')).toHaveLength(1);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'started' }]);
});

test('L10 a process that somebody wrote into the place of the holder is left alone, and that is told', async () => {
  const { scene, holder } = await stopped();
  const bystander = scene.stranger();
  const { pid = 0 } = bystander;
  const startTicks = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]);
  makeOverdue(scene, { pid, startTicks });
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('cannot be told') });
  expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
  holder.child.kill('SIGCONT');
  writeFileSync(scene.path('cleaned'), '');
  expect(await holder.ended).toMatchObject({ exitCode: 0 });
});

test('I7 a step that may take long is given its time', async () => {
  const { scene } = await stopped({ cleanup_timeout: 3600 });
  const uptimeMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
  expect(holderOf(scene).dueMs - uptimeMs).toBeGreaterThan(3_600_000);
});
