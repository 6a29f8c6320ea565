// `watchdog cron`: with a crontab of the test's own, and once with the machine's.

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { invoke, type Result } from '../support/invocation.ts';
import { type PrivateCrontab, privateCrontab } from '../support/private-crontab.ts';
import { readRows } from '../support/scene-record.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';

const MINE = 'MAILTO=me\n# caf\xc3\xa9, and \xff that is no UTF-8\r\n5 4 * * * true %in\n';

interface Place {
  readonly tab: PrivateCrontab;
  readonly configPath: string;
  cron(...words: readonly string[]): Promise<Result>;
}

/** A folder with a name that no shell may read as it stands, and a config of a service that is only watched. */
function place(): Place {
  const folder = join(temporaryFolder('cron-verb'), `it's "a" $(place) é`);
  const configPath = join(folder, 'config.json');
  const tab = privateCrontab();
  mkdirSync(folder);
  writeFileSync(configPath, configText());
  const env = { PATH: `${tab.bin}:/usr/bin:/bin` };
  const cron: Place['cron'] = (...words) =>
    invoke(['-c', configPath, 'cron', ...words], { cwd: folder, env }).ended;
  return { tab, configPath, cron };
}

function configText(settings = {}): string {
  const late = { enabled: false, heartbeat_path: 'late.json', commands: { start: 'true' } };
  return JSON.stringify({ ...settings, processes: { late } });
}

test('it is put in, switched off and on, and taken out; every other byte stays', async () => {
  const { tab, configPath, cron } = place();
  tab.write(MINE);
  expect(await cron('install', '--every', '5s')).toMatchObject({ exitCode: 0, stderr: '' });
  const installed = tab.read() ?? '';
  expect(installed.startsWith(MINE)).toBe(true);
  expect(installed.slice(MINE.length)).toMatch(/^\* \* \* \* \* \/usr\/bin\/env PATH=.* --every 5s # .*\n$/);
  expect(installed).toContain(` PATH=${tab.bin}:/usr/bin:/bin`);

  const { exitCode, stdout } = await cron('status', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ configPath, isEnabled: true, missing: [], others: [] });

  expect((await cron('disable')).exitCode).toBe(0);
  expect(tab.read()?.slice(MINE.length)).toMatch(/^# \* /);
  expect(await cron('status')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('is disabled') });
  expect((await cron('enable')).exitCode).toBe(0);
  expect(tab.read()).toBe(installed);
  expect((await cron('remove')).exitCode).toBe(0);
  expect(tab.read()).toBe(MINE);
  expect(await cron('enable')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('cron install'),
  });
});

test('the line works as it stands, from the surroundings that cron gives', async () => {
  const { tab, configPath, cron } = place();
  expect((await cron('install')).exitCode).toBe(0);
  const line = Buffer.from(tab.read() ?? '', 'latin1').toString('utf8');
  const command = line.replace(/^(\S+ ){5}/, '');
  const ran = spawnSync('/bin/sh', ['-c', command], { cwd: '/', env: { HOME: '/' }, encoding: 'utf8' });
  expect(ran).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(readRows(join(configPath, '../watchdog.db'), 'SELECT id FROM ticks')).toHaveLength(1);
});

test.each([
  ['unreadable', MINE, /Permission denied; expected a crontab that can be read\. Nothing was written/],
  ['refused', MINE, /can't install\.\. The crontab is as it was/],
  ['edited', `${MINE}5 5 * * * theirs\n`, /somebody else has just changed it/],
] as const)('a crontab that is %s is not written over', async (mishap, after, words) => {
  const { tab, cron } = place();
  tab.write(MINE);
  tab.suffer(mishap);
  expect(await cron('install')).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(words) });
  expect(tab.read()?.startsWith(after)).toBe(true);
  expect(tab.read()).not.toContain('watchdog');
});

test('what was written over at once by somebody else is told', async () => {
  const { tab, cron } = place();
  tab.suffer('overwritten');
  const { exitCode, stdout } = await cron('install');
  expect({ exitCode, stdout }).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('not what was'),
  });
});

test('a program that is gone, and a line by hand for the same config, are told', async () => {
  const { tab, configPath, cron } = place();
  await cron('install');
  const moved = tab.read()?.replace(process.execPath, '/opt/old/bin/node') ?? '';
  tab.write(`${moved}* * * * * watchdog -c ${Buffer.from(configPath).toString('latin1')}\n`);
  const { exitCode, stdout } = await cron('status');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /warning: \/opt\/old\/bin\/node: nothing is there.*\nwarning: a line that is not ours/,
  );
});

test('what cannot be meant is refused with the reason, and nothing is asked of cron', async () => {
  const { tab, configPath, cron } = place();
  expect(await cron('instal')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"install"?') });
  expect((await cron('install', '--every', 'often')).exitCode).toBe(2);
  writeFileSync(configPath, '{}');
  expect(await cron('install')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('processes') });
  expect(await cron('status')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('does not start'),
  });
  expect(tab.read()).toBeUndefined();
});

testUnless(process.getuid?.() === 0 ? undefined : 'only root may')(
  'root installs a line in the crontab of another user, whose home none of its folders is in',
  async () => {
    const { tab, cron } = place();
    expect((await cron('install', '--user', 'nobody')).exitCode).toBe(0);
    expect(tab.read()).toMatch(/ PATH=[^ ]*\/usr\/local\/bin:\/usr\/bin:\/bin /);
    expect(tab.read()).not.toContain(tab.bin);
    expect(new Set(tab.calls())).toEqual(new Set(['-u nobody -l', '-u nobody -']));
  },
);

test('C3 a config whose path has a percent sign in it is refused, and no line is written', async () => {
  const { tab, configPath } = place();
  const folder = join(configPath, '../50% off');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), configText());
  const env = { PATH: `${tab.bin}:/usr/bin:/bin` };
  const { exitCode, stderr } = await invoke(['cron', 'install'], { cwd: folder, env }).ended;
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/found ".*50% off.*"; expected paths without `%`/);
  expect(tab.read()).toBeUndefined();
});

const isThere = spawnSync('crontab', ['-l']).error === undefined;

testUnless(isThere ? undefined : 'crontab is not installed')(
  'the crontab of this machine is as it was, byte for byte, after a line was put in and taken out',
  async () => {
    const read = () => spawnSync('crontab', ['-l'], { encoding: 'latin1' });
    const former = read();
    afterTest(() =>
      former.status === 0
        ? spawnSync('crontab', ['-'], { input: former.stdout, encoding: 'latin1' })
        : spawnSync('crontab', ['-r']),
    );
    const folder = temporaryFolder('real-cron');
    const configPath = join(folder, 'config.json');
    // Once a day, so that cron itself does nothing meanwhile.
    writeFileSync(configPath, configText({ check_interval_seconds: 86_400 }));
    const cron = (action: string) => invoke(['-c', configPath, 'cron', action], { cwd: folder }).ended;
    expect(await cron('install')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(read().stdout).toMatch(new RegExp(`^0 0 .*# watchdog-supervisor: ${configPath}$`, 'm'));
    expect((await cron('status')).exitCode).toBe(0);
    expect((await cron('remove')).exitCode).toBe(0);
    expect(read().stdout).toBe(former.stdout);
  },
);
