// `watchdog systemd` and `watchdog launchd`: units of a user in a home of the test's own, and what systemd and others think of them.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invoke, type Result } from '../support/invocation.ts';
import { type PrivateSystemctl, privateSystemctl } from '../support/private-systemctl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

interface Place {
  readonly configPath: string;
  readonly systemctl: PrivateSystemctl;
  /** A unit of ours, by how its name ends. */
  unit(ending: string): string;
  run(...words: readonly string[]): Promise<Result>;
}

function place(): Place {
  const home = temporaryFolder('timers');
  const folder = join(home, `it's "a" $HOME 50% <b> & é`);
  const configPath = join(folder, 'config.json');
  const systemctl = privateSystemctl();
  mkdirSync(folder);
  const late = { enabled: false, heartbeat_path: 'late.json', commands: { start: 'true' } };
  writeFileSync(configPath, JSON.stringify({ check_interval_seconds: 120, processes: { late } }));
  const env = { HOME: home, PATH: `${systemctl.bin}:/usr/bin:/bin` };
  return {
    configPath,
    systemctl,
    unit: (ending) => join(home, '.config/systemd/user', `watchdog-supervisor.${ending}`),
    run: (...words) => invoke(['-c', configPath, ...words], { cwd: folder, env }).ended,
  };
}

const USER = ['--scope', 'user'];

test('a timer is written and started, looked at, and taken away again', async () => {
  const { systemctl, unit, run } = place();
  expect((await run('systemd', 'status', ...USER)).exitCode).toBe(1);
  const installed = await run('systemd', 'install', ...USER);
  expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
  expect(installed.stdout).toContain('loginctl enable-linger');
  expect(readFileSync(unit('service'), 'utf8')).toMatch(/^Type=oneshot$[\s\S]*^KillMode=process$/m);
  expect(readFileSync(unit('timer'), 'utf8')).toMatch(/^OnUnitInactiveSec=120s$/m);
  expect(systemctl.calls()).toEqual([
    '--user daemon-reload',
    '--user enable watchdog-supervisor.timer',
    '--user restart watchdog-supervisor.timer',
  ]);
  const { stdout, exitCode } = await run('systemd', 'status', ...USER, '--json');
  expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, isActive: true, units: [{}, {}] });
  expect((await run('systemd', 'remove', ...USER)).exitCode).toBe(0);
  expect([existsSync(unit('service')), existsSync(unit('timer'))]).toEqual([false, false]);
  expect(systemctl.calls().slice(3)).toEqual([
    '--user disable --now watchdog-supervisor.timer',
    '--user daemon-reload',
  ]);
});

test('a unit of somebody else is neither replaced nor removed', async () => {
  const { systemctl, unit, run } = place();
  mkdirSync(join(unit('timer'), '..'), { recursive: true });
  writeFileSync(unit('timer'), '[Timer]\n');
  for (const action of ['install', 'remove'])
    expect(await run('systemd', action, ...USER)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('is not ours for this config'),
    });
  expect(readFileSync(unit('timer'), 'utf8')).toBe('[Timer]\n');
  expect(existsSync(unit('service'))).toBe(false);
  expect(systemctl.calls()).toEqual([]);
});

test('where systemd is not at work, that is told, and what was written is told too', async () => {
  const { systemctl, unit, run } = place();
  systemctl.breakDown();
  const { exitCode, stdout } = await run('systemd', 'install', ...USER);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/not been booted with systemd.*\. The units are written, and not at work\.$/m);
  expect(existsSync(unit('timer'))).toBe(true);
});

test('what is only printed is not written', async () => {
  const { systemctl, unit, run } = place();
  const { exitCode, stdout } = await run('systemd', 'install', ...USER, '--print', '--every', '5s');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^# .*\.service\n# watchdog-supervisor: .*\n\[Unit\]/);
  expect(stdout).toMatch(/"check" "--every" "5s"$/m);
  expect(stdout).toMatch(/^OnUnitInactiveSec=1s$/m);
  expect(existsSync(unit('timer'))).toBe(false);
  expect(systemctl.calls()).toEqual([]);
});

const analyze = spawnSync('systemd-analyze', ['--version']).error;

testUnless(analyze === undefined ? undefined : 'systemd-analyze is not installed')(
  'systemd itself has no complaint about the units',
  async () => {
    const { configPath, unit, run } = place();
    await run('systemd', 'install', ...USER);
    const { status, stderr } = spawnSync(
      'systemd-analyze',
      ['--user', 'verify', unit('service'), unit('timer')],
      {
        encoding: 'utf8',
        env: { ...process.env, XDG_RUNTIME_DIR: join(configPath, '..') },
      },
    );
    const complaints = stderr.split('\n').filter((line) => line.includes('watchdog-supervisor'));
    expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
  },
);

test.each([
  ['Nan', 1],
  ['../evil', 2],
])('the name %s of units is taken or refused', async (name, exitCode) => {
  const { run } = place();
  expect((await run('systemd', 'status', ...USER, '--name', name)).exitCode).toBe(exitCode);
});

test('launchd is told the same, in a property list that its readers understand', async () => {
  const { configPath, run } = place();
  const { exitCode, stdout } = await run(
    'launchd',
    'print',
    '--env-path',
    '/a&b:/usr/bin',
    '--name',
    'me.watchdog',
  );
  expect(exitCode).toBe(0);
  const [python = ''] = toyCommand('beat');
  const script = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
  const read = spawnSync(python, ['-c', script], { input: `${stdout}`, encoding: 'utf8' });
  expect(JSON.parse(read.stdout)).toEqual({
    Label: 'me.watchdog',
    ProgramArguments: [process.execPath, expect.stringMatching(/watchdog\.cjs$/), '-c', configPath, 'check'],
    EnvironmentVariables: { PATH: '/a&b:/usr/bin' },
    RunAtLoad: true,
    StartInterval: 120,
    AbandonProcessGroup: true,
  });
});
