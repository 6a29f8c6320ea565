// Words that would act if anybody let them: in a shell, in SQL, in a path, in an environment. Only what the config says is done.

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { acting } from '../support/acting-text.ts';
import { scenario } from '../support/scenario.ts';

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

describe('G4 a key that could be more than a plain name is refused: it is a name of a file, too', () => {
  test.each(KEYS)('%j', async (key) => {
    const scene = scenario()
      .service(key, { heartbeat_path: 'x', commands: { start: ['true'] } })
      .open();
    const { exitCode, stderr } = await scene.check();
    expect({ exitCode, acting: acting(stderr) }).toEqual({ exitCode: 2, acting: [] });
    expect(existsSync(scene.path('logs'))).toBe(false);
  });
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
