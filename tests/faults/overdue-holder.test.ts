// A holder of the lease that hangs: nobody takes the lease from it while it lives; past its time it is ended, and whatever
// it was doing is gone on with.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { endWordless } from '../../src/commands/end-wordless.ts';
import { loadConfig } from '../../src/config/load.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
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

const wordOf = (scene: Scene) => scene.path('state', 'watchdog.db-holder');

function holderOf(scene: Scene): Holder {
  return JSON.parse(readFileSync(wordOf(scene), 'utf8'));
}

/** Its time is over. */
function makeOverdue(scene: Scene, change: Partial<Holder> = {}): void {
  writeFileSync(wordOf(scene), JSON.stringify({ ...holderOf(scene), dueMs: 1, ...change }));
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
  // Proved, too, where the first beat came before that check was over.
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([
    { outcome: expect.stringMatching(/^(started|recovered)$/) },
  ]);
});

test('L10 a process that somebody wrote into the place of the holder is left alone, and that is told', async () => {
  const { scene, holder } = await stopped();
  const bystander = scene.stranger();
  const { pid = 0 } = bystander;
  const startTicks = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]);
  makeOverdue(scene, { pid, startTicks });
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringContaining(`pid ${holder.child.pid}, `),
  });
  expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
  holder.child.kill('SIGCONT');
  writeFileSync(scene.path('cleaned'), '');
  expect(await holder.ended).toMatchObject({ exitCode: 0 });
});

test('L10 a holder in another pid namespace, whose number means somebody else here, is left alone, and that is told', async () => {
  const { scene, holder } = await stopped();
  makeOverdue(scene, { pidNamespace: 1 });
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('cannot be told') });
  expect([holder.child.exitCode, holder.child.signalCode]).toEqual([null, null]);
});

describe('L10 a holder that hangs, and whose word', () => {
  const LOST: readonly [string, (scene: Scene) => void][] = [
    ['is gone', (scene) => rmSync(wordOf(scene))],
    ['is empty', (scene) => writeFileSync(wordOf(scene), '')],
    ['is of another boot', (scene) => makeOverdue(scene, { bootId: 'another' })],
    ['names somebody who had its number before', (scene) => makeOverdue(scene, { startTicks: 1 })],
  ];

  test.each(LOST)('%s, is told at each check, by its pid', async (_, lose) => {
    const { scene, holder } = await stopped();
    lose(scene);
    for (let round = 0; round < 2; round += 1) {
      const { exitCode, stderr } = await scene.check();
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: expect.stringMatching(`pid ${holder.child.pid}, which began \\S+Z, holds it`),
      });
    }
    expect([holder.child.exitCode, holder.child.signalCode]).toEqual([null, null]);
  });

  test('is gone, is ended once it is older than anything may take, for it was stopped', async () => {
    const { scene, holder } = await stopped();
    rmSync(wordOf(scene));
    const told: string[] = [];
    const host = createHost({ readDocument });
    const later = { ...host, now: () => ({ ...host.now(), wallMs: Date.now() + 3_600_000 }) };
    const end = (means: Host) =>
      endWordless(loadConfig(scene.configPath), { host: means, log: ({ message }) => told.push(message) });
    expect(await end(host)).toBe(false);
    expect(await end(later)).toBe(true);
    expect(told.at(-1)).toContain('its work is gone on with');
    await holder.ended;
    writeFileSync(scene.path('cleaned'), '');
    await scene.check();
    await scene.healthy('slow');
    expect(scene.living('slow')).toHaveLength(1);
  });

  test('is gone, is never ended while it works, however old it is', async () => {
    const { scene, holder } = await stopped();
    rmSync(wordOf(scene));
    holder.child.kill('SIGCONT');
    const host = createHost({ readDocument });
    const later = { ...host, now: () => ({ ...host.now(), wallMs: Date.now() + 3_600_000 }) };
    expect(await endWordless(loadConfig(scene.configPath), { host: later, log: () => {} })).toBe(false);
    writeFileSync(scene.path('cleaned'), '');
    expect(await holder.ended).toMatchObject({ exitCode: 0 });
  });
});

test('I7 a step that may take long is given its time', async () => {
  const { scene } = await stopped({ cleanup_timeout: 3600 });
  const uptimeMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
  expect(holderOf(scene).dueMs - uptimeMs).toBeGreaterThan(3_600_000);
});
