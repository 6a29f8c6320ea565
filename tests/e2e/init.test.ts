// `watchdog init`: a first config for what runs here, by flags and by questions on a terminal, and what comes of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { invoke, type Result, WATCHDOG } from '../support/invocation.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';
import { openTmuxScreen, whyNoTmux } from '../support/tmux-screen.ts';
import { toyCommand, writeHeartbeat } from '../support/toy-service.ts';

interface Place {
  readonly folder: string;
  readonly configPath: string;
  init(...words: readonly string[]): Promise<Result>;
  run(...words: readonly string[]): Promise<Result>;
}

function place(): Place {
  const folder = temporaryFolder('init');
  mkdirSync(join(folder, 'heartbeats'));
  const run: Place['run'] = (...words) => invoke(words, { cwd: folder }).ended;
  const init: Place['init'] = (...words) => run('init', '--look-in', 'heartbeats', ...words);
  return { folder, configPath: join(folder, 'config.json'), init, run };
}

/** A service that beats, started by nobody whom we know. */
async function begin({ folder }: Place, key: string): Promise<void> {
  const beat = join(folder, 'heartbeats', `${key}.json`);
  const [file = '', ...args] = toyCommand('beat');
  const env = { PATH: '/usr/bin:/bin', WATCHDOG_KEY: key, WATCHDOG_HEARTBEAT_FILE: beat };
  const child = spawn(file, args, { cwd: folder, env, stdio: 'ignore' });
  afterTest(async () => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  });
  await eventually(`${key} beats`, () => existsSync(beat));
}

test('what runs is found, and the config that is written is correct and adopts it as it runs', async () => {
  const here = place();
  await begin(here, 'web');
  writeHeartbeat(join(here.folder, 'heartbeats/gone.json'), 'gone', { pid: 4_194_303 });
  writeFileSync(join(here.folder, 'heartbeats/noise.json'), '{"not": "a heartbeat"}');
  const { exitCode, stdout } = await here.init('--yes', '--json');
  expect({ exitCode, ...JSON.parse(stdout) }).toEqual({
    exitCode: 0,
    path: here.configPath,
    services: ['web'],
    unfinished: ['gone'],
  });
  const text = readFileSync(here.configPath, 'utf8');
  expect(text).toMatch(
    /\/\/ Found running as pid \d+\.\n {4}"web": \{\n {6}"heartbeat_path": "heartbeats\/web\.json"/,
  );
  expect((await here.run('validate')).exitCode).toBe(0);
  expect((await here.run('check')).exitCode).toBe(0);
  const status = JSON.parse((await here.run('status', 'web', '--json')).stdout);
  expect(status.services[0]).toMatchObject({ verdict: 'healthy', restarts: 0 });
});

test('a service that is named needs no question', async () => {
  const here = place();
  const named = ['--key', 'web', '--start', 'exec ./web.sh', '--heartbeat', 'run/web.json'];
  expect((await here.init('--yes', ...named)).exitCode).toBe(0);
  expect(readFileSync(here.configPath, 'utf8')).toContain('"commands": { "start": "exec ./web.sh" }');
});

test('a config that is there is never written over without being told', async () => {
  const here = place();
  writeFileSync(here.configPath, 'mine');
  const named = ['--yes', '--key', 'web', '--start', './web.sh'];
  expect(await here.init(...named)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--replace'),
  });
  expect(readFileSync(here.configPath, 'utf8')).toBe('mine');
  expect((await here.init(...named, '--path', 'deep/other.json')).exitCode).toBe(0);
  expect(existsSync(join(here.folder, 'deep/other.json'))).toBe(true);
  expect((await here.init(...named, '--replace')).exitCode).toBe(0);
  expect((await here.run('validate')).exitCode).toBe(0);
});

test.each([
  [['--yes'], /found no heartbeat; expected at least one service/],
  [['--yes', '--key', 'web'], /expected --key and --start/],
  [['--yes', '--key', 'web', '--start', 'x', '--heartbeat', '~/web.json'], /`~` is not expanded/],
  [['--yes', '--key', '../web', '--start', 'x'], /expected a name of at most 100 letters/],
  [[], /no terminal to ask on/],
])('what cannot be done is told, and nothing is written: %j', async (words, expected) => {
  const here = place();
  expect(await here.init(...words)).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(expected) });
  expect(existsSync(here.configPath)).toBe(false);
});

describe('on a terminal', () => {
  const ask = (here: Place) => {
    const screen = openTmuxScreen();
    screen.enter(
      `cd ${here.folder} && ${process.execPath} ${WATCHDOG} init --look-in heartbeats; echo ended $?`,
    );
    return screen;
  };

  testUnless(whyNoTmux)(
    'what runs is proposed, another service is asked for, and both are written',
    async () => {
      const here = place();
      await begin(here, 'web');
      const screen = ask(here);
      await screen.shows(/Which of these are to be kept alive\?[\s\S]*web \(heartbeats|web \(/);
      screen.press('Enter');
      await screen.shows(/Name another service\?/);
      screen.press('y');
      await screen.shows(/Its key/);
      screen.enter('../no');
      await screen.shows(/Letters, digits/);
      screen.press('C-u');
      screen.enter('worker');
      await screen.shows(/How is it started\?/);
      screen.enter('./worker.sh --all');
      await screen.shows(/heartbeats\/worker\.json/);
      screen.press('Enter');
      await screen.shows(/Name another service\?[\s\S]*Name another service\?/);
      screen.press('n');
      await screen.shows(/Where is the config to be\?/);
      screen.press('Enter');
      await screen.shows(/ended 0/);
      expect((await here.run('validate')).exitCode).toBe(0);
      const { services } = JSON.parse((await here.run('status', '--json')).stdout);
      expect(services.map(({ key }: { key: string }) => key).sort()).toEqual(['web', 'worker']);
    },
    60_000,
  );

  testUnless(whyNoTmux)(
    'whoever leaves, or will not write over what is there, leaves all as it was',
    async () => {
      const here = place();
      writeFileSync(here.configPath, 'mine');
      const screen = ask(here);
      await screen.shows(/Name a service\?/);
      screen.press('C-c');
      await screen.shows(/Nothing was written\.[\s\S]*ended 1/);
      await begin(here, 'web');
      screen.enter('clear');
      screen.enter(`${process.execPath} ${WATCHDOG} init --look-in heartbeats; echo ended $?`);
      await screen.shows(/Which of these/);
      screen.press('Enter');
      await screen.shows(/Name another/);
      screen.press('n');
      await screen.shows(/Where is the config/);
      screen.press('Enter');
      await screen.shows(/is there\. Write over it\?/);
      screen.press('Enter');
      await screen.shows(/Nothing was written\.[\s\S]*ended 1/);
      expect(readFileSync(here.configPath, 'utf8')).toBe('mine');
    },
    60_000,
  );
});
