// Services that another program manages: tmux itself, and programs that play back what systemctl and docker say.

import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

/** A server of tmux that is nobody else's, and what it is asked. */
function tmuxIn(folder: string) {
  const env = { ...process.env, TMUX_TMPDIR: folder };
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  afterTest(() => {
    try {
      tmux('kill-server');
    } catch {
      // It has ended with its last session.
    }
  });
  return tmux;
}

function inTmux(folder: string) {
  return { program: 'beat', manager: { type: 'tmux', session: 'web' }, env: { TMUX_TMPDIR: folder } };
}

function environmentOf(pid: string): string {
  return readFileSync(`/proc/${pid}/environ`, 'utf8');
}

test('in tmux a service is started in its session, started again when it dies, and stopped with it', async () => {
  const folder = temporaryFolder('tmux');
  const tmux = tmuxIn(folder);
  const scene = scenario(HASTY).service('web', inTmux(folder)).open();
  await scene.check();
  const { pid } = await scene.healthy('web');
  expect(tmux('list-panes', '-t', '=web', '-F', '#{pane_pid}')).toBe(String(pid));
  await scene.check();
  expect(scene.rows('SELECT id FROM recoveries')).toHaveLength(1);

  await scene.killInstance('web');
  await scene.check();
  expect((await scene.healthy('web')).pid).not.toBe(pid);
  expect(scene.living('web')).toHaveLength(1);

  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
  expect(() => tmux('has-session', '-t', '=web')).toThrow();
});

test('a pane that somebody has split off is not taken for the service that died beside it, and lives', async () => {
  const folder = temporaryFolder('tmux');
  const tmux = tmuxIn(folder);
  const scene = scenario(HASTY).service('web', inTmux(folder)).open();
  await scene.check();
  await scene.healthy('web');
  await scene.check();
  tmux('split-window', '-d', '-t', '=web:', 'exec sleep 1000');
  const pane = tmux('list-panes', '-t', '=web:', '-F', '#{pane_pid}').split('\n').at(-1) as string;
  await scene.killInstance('web');
  const { stderr } = await scene.check();
  expect(stderr).toMatch(
    new RegExp(`pid ${pane} in the first window of the session web is not what was started`),
  );
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  expect(actorAt(Number(pane))).toBeDefined();
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
});

test('the server of tmux is no part of the service that began it, and the sessions of others live on', async () => {
  const folder = temporaryFolder('tmux');
  const tmux = tmuxIn(folder);
  const scene = scenario(HASTY).service('web', inTmux(folder)).open();
  await scene.check();
  await scene.healthy('web');
  const server = tmux('display-message', '-p', '#{pid}');
  expect(environmentOf(server)).not.toMatch(/WATCHDOG_/);
  tmux('new-session', '-d', '-s', 'mine', 'sleep 1000');
  const mine = tmux('list-panes', '-t', '=mine', '-F', '#{pane_pid}');
  afterTest(() => tmux('kill-server'));
  expect(environmentOf(mine)).not.toMatch(/WATCHDOG_/);

  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(tmux('display-message', '-p', '#{pid}')).toBe(server);
  expect(tmux('list-panes', '-t', '=mine', '-F', '#{pane_pid}')).toBe(mine);
});

test('in a session of tmux in which somebody has opened a window, a service that dies is started again, and his window stays', async () => {
  const folder = temporaryFolder('tmux');
  const tmux = tmuxIn(folder);
  const scene = scenario(HASTY).service('web', inTmux(folder)).open();
  await scene.check();
  const { pid } = await scene.healthy('web');
  tmux('new-window', '-d', '-t', '=web', 'sleep 1000');
  const panes = () => tmux('list-panes', '-s', '-t', '=web', '-F', '#{window_index} #{pane_pid}').split('\n');
  const [, his] = panes();
  await scene.killInstance('web');
  await eventually('its window is gone', () => panes().length === 1);
  await scene.check();
  const again = (await scene.healthy('web')).pid;
  expect(again).not.toBe(pid);
  expect(panes()).toEqual([`0 ${again}`, his]);
});

test('a session in tmux that somebody else has begun is taken for the service, and not doubled', async () => {
  const folder = temporaryFolder('tmux');
  const tmux = tmuxIn(folder);
  const entry = { ...inTmux(folder), program: undefined, heartbeat_path: undefined };
  const scene = scenario(HASTY)
    .service('web', { ...entry, commands: { start: ['sleep', '1000'] } })
    .open();
  tmux('new-session', '-d', '-s', 'web', 'exec sleep 1000');
  const pid = Number(tmux('list-panes', '-t', '=web', '-F', '#{pane_pid}'));
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(actorAt(pid)).toBeUndefined();
});

/** A service that a fake program manages, the folder in which that keeps its state, and the process it has started. */
function managedBy(program: 'docker' | 'systemctl', manager: object, verifySeconds = 5) {
  const folder = temporaryFolder(program);
  const source = join(import.meta.dirname, '..', 'support', 'programs', `fake-${program}.sh`);
  copyFileSync(source, join(folder, program));
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const scene = scenario({ ...HASTY, verify_delay: verifySeconds })
    .service('web', { heartbeat_path: undefined, manager, env })
    .open();
  const say = (word: string) => writeFileSync(join(folder, word), '');
  const unsay = (word: string) => rmSync(join(folder, word));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return { scene, say, unsay, pid: () => Number(read('pid')), calls: () => read('calls').split('\n') };
}

const DOCKER = { type: 'docker', container: 'web' };
const UNIT = { type: 'systemd', unit: 'web.service', user: true };

async function dies(scene: Scene, pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await eventually('it is dead', async () => (await scene.status('web')).verdict === 'stale_pid');
}

describe.each([
  ['docker', DOCKER],
  ['systemctl', UNIT],
] as const)('played back, not run: %s', (program, manager) => {
  test('a service is started, adopted, started again when it dies, and stopped through it', async () => {
    const { scene, pid, calls } = managedBy(program, manager);
    await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: pid() });
    // The first check after its start has it named once more.
    await scene.check();
    const asked = calls().length;
    await scene.check();
    // While its process is known to live nobody is asked.
    expect(calls()).toHaveLength(asked);

    const first = pid();
    await dies(scene, first);
    await scene.check();
    expect(pid()).not.toBe(first);
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: pid() });

    expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
    expect(actorAt(pid())).toBeUndefined();
    expect(calls().filter((call) => / ?stop /.test(` ${call}`))).toHaveLength(1);
  });

  test('a service that somebody else has started is known, and not doubled', async () => {
    const { scene, pid, calls } = managedBy(program, manager);
    await scene.check();
    const first = pid();
    for (const name of ['', '-wal', '-shm'])
      rmSync(scene.path('state', `watchdog.db${name}`), { force: true });
    await scene.check();
    await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: first });
    expect(calls().filter((call) => / ?start /.test(` ${call}`))).toHaveLength(1);
  });
});

test('played back: a docker that cannot be reached tells nothing: nothing is started, and a person hears of it', async () => {
  const { scene, say, unsay, calls } = managedBy('docker', DOCKER);
  say('down');
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringMatching(/Cannot connect to the Docker daemon/),
  });
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  expect(calls().every((call) => call.startsWith('inspect'))).toBe(true);
  unsay('down');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
});

test('played back: whoever has here the number of a container on another machine is not taken for it, nor ended', async () => {
  const { scene, say, pid } = managedBy('docker', DOCKER);
  await scene.check();
  const stranger = pid();
  for (const name of ['', '-wal', '-shm']) rmSync(scene.path('state', `watchdog.db${name}`), { force: true });
  say('remote');
  expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('A daemon elsewhere') });
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  expect(actorAt(stranger)).toBeDefined();
});

test('played back: a docker that hangs is waited for once in a pass', async () => {
  const { scene, say, calls } = managedBy('docker', DOCKER);
  const entry = {
    heartbeat_path: undefined,
    manager: DOCKER,
    env: JSON.parse(readFileSync(scene.configPath, 'utf8')).processes.web.env,
  };
  scene.edit({}, { web: entry, other: { ...entry, manager: { type: 'docker', container: 'other' } } });
  say('hangs');
  await scene.check();
  expect(calls()).toHaveLength(1);
  expect(await scene.status('other')).toMatchObject({ verdict: 'unknown' });
});

test('played back: a unit that systemd is about to restart by itself is stopped through it when it is switched off', async () => {
  const { scene, say, unsay, pid, calls } = managedBy('systemctl', UNIT);
  await scene.check();
  process.kill(pid(), 'SIGKILL');
  say('activating');
  // As if a stop had no effect on it.
  const off = await scene.watchdog('off', 'web');
  expect(calls().some((call) => call.includes('stop'))).toBe(true);
  expect(off).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/that we know of; unit web.service is activating/),
  });
  unsay('activating');
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
});

test('played back: a unit is starting while the client that starts it waits, and is not well for that', async () => {
  const { scene, say, unsay } = managedBy('systemctl', UNIT, 0.2);
  say('slow');
  await scene.check();
  await scene.check();
  expect(await scene.status('web')).toMatchObject({
    verdict: 'starting',
    detail: expect.stringMatching(/^pid \d+ was started .*; unit web.service is activating \(start\)$/),
  });
  unsay('slow');
  await eventually('its start has failed', async () => (await scene.status('web')).verdict === 'stale_pid');
  expect(scene.rows("SELECT kind FROM events WHERE kind IN ('started', 'recovered', 'up')")).toEqual([]);
});

test('played back: a unit that systemd is about to restart by itself is waited for', async () => {
  const { scene, say, calls } = managedBy('systemctl', UNIT);
  say('activating');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({
    verdict: 'unknown',
    detail: expect.stringMatching(/unit web\.service is activating \(auto-restart\)/),
  });
  expect(calls().some((call) => call.includes('start'))).toBe(false);
  expect(calls()[0]).toMatch(/^\/run\/user\/\d+ --user show/);
});
