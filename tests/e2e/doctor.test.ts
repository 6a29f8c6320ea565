// `watchdog doctor`: what it finds where all is well, and where something is not.

import { chmodSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { invoke, type Result } from '../support/invocation.ts';
import { type PrivateCrontab, privateCrontab } from '../support/private-crontab.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly found: string;
  readonly cure?: string;
}

interface Clinic {
  readonly folder: string;
  readonly tab: PrivateCrontab;
  watchdog(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Result>;
  /** What is not as it should be, by its code; of cron itself nothing, for the machine of a test may have none. */
  complaints(env?: Readonly<Record<string, string>>): Promise<readonly Found[]>;
}

function clinic(service: object = {}): Clinic {
  const folder = temporaryFolder('doctor');
  const tab = privateCrontab();
  const web = {
    heartbeat_path: 'beats/web.json',
    commands: { start: 'sleep 100' },
    enabled: false,
    ...service,
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ processes: { web } }));
  const watchdog: Clinic['watchdog'] = (words, env = {}) =>
    invoke(['-c', join(folder, 'config.json'), ...words], {
      cwd: folder,
      env: { PATH: `${tab.bin}:/usr/bin:/bin`, ...env },
    }).ended;
  const complaints: Clinic['complaints'] = async (env) => {
    const { stdout } = await watchdog(['doctor', '--json'], env);
    const { symptoms } = JSON.parse(stdout) as { symptoms: readonly Found[] };
    return symptoms.filter(({ code, severity }) => severity !== 'sound' && !MACHINE.has(code));
  };
  return { folder, tab, watchdog, complaints };
}

/** Root may go anywhere. */
const AS_NOBODY =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

/** What depends on the machine of the test. */
const MACHINE = new Set(['cron_daemon', 'home', 'kill_mode', 'linger', 'disk', 'exposed']);

test('nothing is wrong right after a check, with our line in the crontab', async () => {
  const { watchdog, complaints } = clinic();
  await watchdog(['cron', 'install']);
  expect(await watchdog(['check'])).toMatchObject({ exitCode: 0 });
  expect(await complaints()).toEqual([]);
});

test('it says what to do before the first check, and ends with 1', async () => {
  const { watchdog, complaints } = clinic();
  expect((await complaints()).map(({ code }) => code)).toEqual(['last_tick', 'cron_line']);
  const { exitCode, stdout } = await watchdog(['doctor']);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^FAULT {4}the last check: there was none so far; .*\n {9}Have cron start it: /m);
});

test('on a terminal it shows colours, and not how they are written', async () => {
  const { folder } = clinic();
  const spawn = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  const { stdout } = await invoke(['-c', join(folder, 'config.json'), 'doctor'], {
    cwd: folder,
    env: { TERM: 'xterm' },
    wrapper: ['python3', '-c', spawn],
  }).ended;
  expect(stdout).toContain('\u001b[31mFAULT');
  expect(stdout).not.toContain('u001b');
});

test('a check that is long overdue is a fault', async () => {
  const { watchdog, complaints, folder } = clinic();
  await watchdog(['cron', 'install']);
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({
      check_interval_seconds: 1,
      processes: { web: { enabled: false, heartbeat_path: 'w', commands: { start: 'true' } } },
    }),
  );
  await watchdog(['check']);
  await eventually('it is overdue', async () => (await complaints()).length > 0);
  expect(await complaints()).toMatchObject([{ code: 'last_tick', severity: 'fault' }]);
});

test('our line is looked at: disabled, or with a program that is gone', async () => {
  const { watchdog, complaints, tab } = clinic();
  await watchdog(['check']);
  await watchdog(['cron', 'install']);
  await watchdog(['cron', 'disable']);
  expect(await complaints()).toMatchObject([{ code: 'cron_line', cure: 'Do `watchdog cron enable`.' }]);
  await watchdog(['cron', 'enable']);
  tab.write(tab.read()?.replaceAll(process.execPath, '/gone/node') ?? '');
  expect(await complaints()).toMatchObject([
    { code: 'cron_line', found: expect.stringContaining('/gone/node is gone') },
  ]);
});

test('a program that cron would not find is told, with both places', async () => {
  const { watchdog, complaints, folder } = clinic({ enabled: true, commands: { start: ['only-here'] } });
  await watchdog(['cron', 'install', '--env-path', '/usr/bin:/bin']);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/only-here'), '#!/bin/sh\nexec sleep 100\n', { mode: 0o755 });
  await watchdog(['check']);
  const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
  const found = await complaints(env);
  expect(found.find(({ code }) => code === 'path')?.found).toBe(
    `web: only-here is ${join(folder, 'bin/only-here')} here, and found nowhere under cron; expected the same`,
  );
});

test('a damaged database is a fault, and is left as it is', async () => {
  const { watchdog, complaints, folder } = clinic();
  await watchdog(['cron', 'install']);
  await watchdog(['check']);
  const descriptor = openSync(join(folder, 'watchdog.db'), 'r+');
  for (let page = 1; page < 12; page += 1)
    writeSync(descriptor, Buffer.alloc(2048, 0x5a), 0, 2048, page * 4096);
  const found = await complaints();
  expect(found.map(({ code }) => code)).toContain('database');
});

test('a config with mistakes is told as such, and nothing else is looked at', async () => {
  const { complaints, folder } = clinic();
  writeFileSync(join(folder, 'config.json'), '{"processes": {"web": {"comands": {}}}}');
  expect(await complaints()).toMatchObject([{ code: 'config', severity: 'fault' }]);
});

test('variables that make Node slow, or another program, are told', async () => {
  const { complaints } = clinic();
  const env = { NODE_EXTRA_CA_CERTS: '/dev/null', NODE_OPTIONS: '--no-warnings' };
  expect((await complaints(env)).map(({ code }) => code)).toEqual(
    expect.arrayContaining(['node_slow', 'node_options']),
  );
});

test('a folder that we may not enter is named, and not only what lies in it', async () => {
  const { folder, tab } = clinic({ enabled: true, heartbeat_path: 'locked/in/web.json' });
  mkdirSync(join(folder, 'locked/in'), { recursive: true });
  chmodSync(join(folder, 'locked'), 0o600);
  chmodSync(folder, 0o755);
  const { stdout } = await invoke(['-c', join(folder, 'config.json'), 'doctor'], {
    cwd: '/',
    env: { PATH: `${tab.bin}:/usr/bin:/bin` },
    wrapper: AS_NOBODY,
  }).ended;
  expect(stdout).toContain(
    `${join(folder, 'locked')} may not be entered by us (EACCES); expected that we may`,
  );
});

test('of a record that cannot be read it does not say that nobody ever checked', async () => {
  const { watchdog, complaints, folder } = clinic();
  await watchdog(['cron', 'install']);
  writeFileSync(join(folder, 'watchdog.db'), 'no database, '.repeat(1000));
  expect(await complaints()).toMatchObject([
    { code: 'last_tick', severity: 'warning', found: expect.stringContaining('cannot be read') },
    { code: 'database', severity: 'fault', cure: 'Set another db_path; this file was left alone.' },
  ]);
});

/** Has systemd know these units and no others: the `show` of each name that is asked for, and of a pattern all that end so. */
function units({ tab }: Clinic, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts))
    writeFileSync(join(tab.bin, name), `Id=${name}\nLoadState=loaded\nActiveState=active\n${text}\n\n`);
  const says = `#!/bin/sh\n[ "$1" = --system ] || exit 1\nshift 2\ncd ${tab.bin}\nfor name; do [ "$name" = -p ] && exit; cat $name 2>/dev/null; done\n`;
  writeFileSync(join(tab.bin, 'systemctl'), says, { mode: 0o755 });
}

testAsRoot('where processes of others are hidden, cron is not said to be dead', async () => {
  const { watchdog, folder, tab } = clinic();
  await watchdog(['cron', 'install']);
  for (const path of [folder, dirname(tab.bin)]) chmodSync(path, 0o755);
  const hide = 'mount -t proc -o hidepid=2 proc /proc && exec "$@"';
  const { stdout } = await invoke(['-c', join(folder, 'config.json'), 'doctor'], {
    cwd: '/',
    env: { PATH: `${tab.bin}:/usr/bin:/bin` },
    wrapper: ['unshare', '--mount', 'sh', '-c', hide, 'sh', ...AS_NOBODY],
  }).ended;
  expect(stdout).toMatch(/^warning {2}cron: whether it runs is not known/m);
});

test('a unit that takes with it what we start is a fault', async () => {
  const here = clinic();
  units(here, { 'cron.service': 'KillMode=control-group' });
  const { exitCode, stdout } = await here.watchdog(['doctor']);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'cron.service: KillMode is control-group, so that all we start ends with it; expected process',
  );
});

test('a timer that starts us is known by what it starts, whatever it is called; what else is called so is none of ours', async () => {
  const here = clinic();
  const config = join(here.folder, 'config.json');
  const runs = `ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node w.cjs -c ${config} check ; }`;
  units(here, {
    'minutely.timer': 'Unit=minutely.service',
    'minutely.service': `KillMode=control-group\n${runs}`,
    'watchdog.service': 'KillMode=control-group\nExecStart={ path=/usr/sbin/watchdog ; }',
    'watchdog.timer': 'Unit=watchdog.service',
  });
  await here.watchdog(['check']);
  const { stdout } = await here.watchdog(['doctor']);
  expect(stdout).toContain('minutely.service: KillMode is control-group');
  expect(stdout).not.toContain('watchdog.service');
  expect(await here.complaints()).toEqual([]);
});
