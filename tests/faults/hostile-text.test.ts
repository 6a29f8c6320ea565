// Text that would act if anybody let it: on a terminal, on the log, in a shell, in SQL, in a path. It is text, and shown as such.

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

/** Acts on a terminal, in one byte and in two, hides, runs backwards, or ends a line. */
const NASTY = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200b\u2028\r';
const FORGED = '2026-01-01T00:00:00.000Z INFO    web: up: healthy';
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Characters that act, but for the ends of lines and the tabs between columns. */
const acting = (text: string) =>
  [...text.replaceAll(/[\n\t]/g, '')].filter((character) => ACTING.test(character));

/** Runs the program at a terminal. */
async function atTerminal(scene: Scene, words: readonly string[]): Promise<Result> {
  const command = [process.execPath, 'dist/watchdog.cjs', '-c', scene.configPath, ...words]
    .map((word) => `'${word}'`)
    .join(' ');
  return scene.begin([], {
    wrapper: ['env', 'NO_COLOR=1', 'script', '-qec', command, '/dev/null'],
    cwd: process.cwd(),
  }).ended;
}

const LOUD = ['sh', '-c', `printf '%s\\n' "$0" "$1" >&2; exit 1`, NASTY, FORGED];

function open(settings = {}): Scene {
  const scene = scenario({ consecutive_failures_threshold: 1, log_level: 'DEBUG', ...settings })
    .service('web', {
      display_name: 'Web \u202eshop\u2066',
      heartbeat_path: `beats${NASTY}\n${FORGED}/web.json`,
      commands: { start: LOUD, clear_db: LOUD },
      env: { NASTY },
    })
    .service('status', { commands: { start: ['sleep', '100'] } })
    .service('titled', { commands: { start: [...toyCommand('beat'), `\u001b[2J\n${FORGED}`] } })
    .open();
  return scene;
}

const WORDS = [
  ['check', '--dry-run'],
  ['check'],
  ['check'],
  ['status'],
  ['status', 'web'],
  ['status', 'status'],
  ['status', 'titled'],
  ['validate'],
  ['restart', 'web'],
  ['on', 'web', '--wait'],
  ['off', 'web'],
  ['orphans'],
  ['on', NASTY],
  [`--${NASTY}`],
  [NASTY],
];

test.each(['text', 'json'])(
  'nothing that is printed or logged as %s acts on a terminal, whoever wrote it',
  async (log_format) => {
    const scene = open({ log_format });
    scene.heartbeat('status', { pid: scene.stranger().pid, status: NASTY });
    for (const words of WORDS) {
      const { stdout, stderr } = await scene.watchdog(...words, ...(log_format === 'json' ? ['--json'] : []));
      expect({ words, acting: acting(stdout + stderr) }).toEqual({ words, acting: [] });
    }
    const log = scene.log();
    expect(acting(log.join('\n'))).toEqual([]);
    expect(log.filter((line) => line.startsWith(FORGED.slice(0, 24)))).toEqual([]);
    expect(log.join('\n')).toContain('\\u001b');
    if (log_format === 'json') for (const line of log) JSON.parse(line);
  },
);

test('no text of others begins a line of what status says', async () => {
  const scene = open();
  await scene.check();
  for (const words of [['status'], ['status', 'web'], ['status', 'titled'], ['check', '--dry-run']]) {
    const { stdout } = await scene.watchdog(...words);
    expect(stdout.split('\n').filter((line) => line.startsWith('2026-01-01'))).toEqual([]);
  }
});

const SHELL = '$(touch pwned) `touch pwned` ; touch pwned ; | touch pwned & \' "';
const SQL = `'); DROP TABLE services; --`;

test('what a shell or a database would take for commands is not, in names, paths, words and variables', async () => {
  const scene = scenario({
    consecutive_failures_threshold: 1,
    db_path: `state ${SHELL.replaceAll('/', '')}/${SQL}.db`,
  })
    .service('web', {
      display_name: SQL,
      heartbeat_path: `beats ${SHELL}/${SQL}.json`,
      commands: {
        start: ['sh', '-c', 'printf %s "$0$SQL" >said; exit 1', SHELL],
        clear_db: `printf %s "$SQL" >cleaned`,
      },
      cwd: `work ${SHELL}`,
      env: { SQL },
    })
    .open();
  mkdirSync(scene.path(`work ${SHELL}`));
  await scene.check();
  for (const verb of ['on', 'off', 'restart', 'status']) {
    const { exitCode, stderr } = await scene.watchdog(verb, SQL);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('DROP TABLE') });
  }
  const work = scene.path(`work ${SHELL}`);
  expect(readFileSync(`${work}/said`, 'utf8')).toBe(SHELL + SQL);
  expect(readFileSync(`${work}/cleaned`, 'utf8')).toBe(SQL);
  const everything = readdirSync(scene.folder, { recursive: true, encoding: 'utf8' });
  expect(everything.filter((name) => name.endsWith('pwned'))).toEqual([]);
  expect((await scene.watchdog('status')).exitCode).toBe(1);
});

const KEYS = [
  '../up',
  'a/b',
  '/etc/cron.d/x',
  '..',
  '.hidden',
  '-rf',
  'a\nb',
  'a\0b',
  'a\u001b[2Jb',
  'a\u202eb',
  '$(x)',
  "'",
  '',
  '__proto__',
  'a'.repeat(101),
];

test.each(KEYS)('G4 the key %j is refused: a key is a name of a file, too', async (key) => {
  const scene = scenario()
    .service(key, { heartbeat_path: 'x', commands: { start: ['true'] } })
    .open();
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, acting: acting(stderr) }).toEqual({ exitCode: 2, acting: [] });
  expect(existsSync(scene.path('logs'))).toBe(false);
});

const SECRETS = {
  NODE_OPTIONS: '--no-warnings',
  NODE_PATH: '/x',
  BASH_ENV: '/x',
  ENV: '/x',
  PYTHONSTARTUP: '/x',
  IFS: 'x',
  PERL5OPT: '-w',
  LD_LIBRARY_PATH: '/x',
  API_TOKEN: 'secret',
  WATCHDOG_INSTANCE: 'of a watchdog above',
  WATCHDOG_STEP: 'of a watchdog above',
  WATCHDOG_KEY: 'above',
  PATH: '.:relative::/usr/local/bin:/usr/bin:/bin:',
};

test('R10 of our own environment only what is harmless reaches what we start; of PATH, what does not depend on the folder', async () => {
  const tell = `env -0 | sort -z | tr '\\0' '\\n' >"$0"; exit 1`;
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', {
      commands: { start: ['sh', '-c', tell, 'start.env'], clear_db: ['sh', '-c', tell, 'clean.env'] },
      env: { NODE_PATH: '/ours' },
    })
    .open();
  await scene.begin(['check'], { env: SECRETS }).ended;
  for (const name of ['start.env', 'clean.env']) {
    const env = Object.fromEntries(
      readFileSync(scene.path(name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    expect(env).toMatchObject({
      PATH: '/usr/local/bin:/usr/bin:/bin',
      WATCHDOG_KEY: 'web',
      NODE_PATH: '/ours',
    });
    const {
      PATH: _,
      NODE_PATH: __,
      WATCHDOG_KEY: ___,
      WATCHDOG_INSTANCE = '',
      WATCHDOG_STEP = '',
      ...rest
    } = env;
    expect(WATCHDOG_INSTANCE + WATCHDOG_STEP).not.toContain('above');
    expect(Object.keys(rest).filter((one) => one in SECRETS)).toEqual([]);
  }
});

test('what a process calls itself is shown as text', async () => {
  const scene = open();
  await scene.check();
  await scene.healthy('titled');
  const { stdout } = await atTerminal(scene, ['status', 'titled']);
  expect(acting(stdout.replaceAll('\r', ''))).toEqual([]);
});
