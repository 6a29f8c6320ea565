// What a correct config says that somebody will regret: found where it stands, and not where it is meant.

import type { LintFacts } from '../../../../src/config/lint/lint.ts';
import { mendText } from '../../../../src/config/lint/mend.ts';
import { lintText } from '../../../../src/config/lint/rules.ts';
import { interpretConfig } from '../../../../src/config/load.ts';

const PATH = '/srv/app/config.json';
const FACTS: LintFacts = {
  tickSeconds: undefined,
  beatSeconds: new Map(),
  cronPath: '/usr/bin:/bin',
  ownPath: '/opt/tools:/usr/bin:/bin',
  programIn: (name, path) => (path.includes('/opt/tools') && name === 'mine' ? '/opt/tools/mine' : undefined),
};

type Entry = Readonly<Record<string, unknown>>;

const BASE = { heartbeat_path: 'web.json', commands: { start: '/srv/app/web' } };

/** The codes and places of what is found in a config with this service, and other options of the whole file. */
function found(web: Entry, rest: Entry = {}, facts: Partial<LintFacts> = {}): readonly string[] {
  const { others = {}, ...settings } = rest as { others?: Entry };
  const text = JSON.stringify({ ...settings, processes: { web: { ...BASE, ...web }, ...others } });
  return lintText(text, PATH, { ...FACTS, ...facts }).map(({ code, at }) => `${code} ${at.join('.')}`);
}

const start = (command: unknown): Entry => ({ commands: { start: command } });
const web = (code: string, ...at: readonly (string | number)[]) => [`${code} processes.web.${at.join('.')}`];

test('nothing is found in what is usual', () => {
  expect(found({})).toEqual([]);
  expect(found({ recovery_actions: ['kill', 'start'], restart_policy: { max_restarts: 3 } })).toEqual([]);
});

describe('a timeout', () => {
  test('below twice the beats that were seen is found', () => {
    const facts = { beatSeconds: new Map([['web', 20]]) };
    expect(found({ timeout_seconds: 39 }, {}, facts)).toEqual(web('timeout_below_beat', 'timeout_seconds'));
    expect(found({ timeout_seconds: 40 }, {}, facts)).toEqual([]);
  });

  test('below twice the time between two looks is found, where that is known', () => {
    expect(found({ timeout_seconds: 5 })).toEqual([]);
    expect(found({ timeout_seconds: 9 }, {}, { tickSeconds: 5 })).toEqual(
      web('timeout_below_tick', 'timeout_seconds'),
    );
    expect(found({ timeout_seconds: 10 }, {}, { tickSeconds: 5 })).toEqual([]);
    expect(found({ timeout_seconds: 100 }, { check_interval_seconds: 60 })).toHaveLength(1);
  });

  test('is found where it is written: for all, once', () => {
    const others = { api: { ...BASE, heartbeat_path: 'api.json' } };
    expect(found({}, { defaults: { timeout_seconds: 5 }, others }, { tickSeconds: 60 })).toEqual([
      'timeout_below_tick defaults.timeout_seconds',
    ]);
  });

  test('of a service that writes no heartbeat, or is disabled, does not matter', () => {
    const facts = { tickSeconds: 60 };
    expect(found({ timeout_seconds: 5, enabled: false }, {}, facts)).toEqual([]);
    const checked = { heartbeat_path: undefined, checks: [{ type: 'tcp', port: 1 }], timeout_seconds: 5 };
    expect(found(checked, {}, facts)).toEqual([]);
  });
});

test.each([
  [{ max_restarts: 3, window_seconds: 100, backoff_seconds: 40, backoff_multiplier: 1 }, true],
  [{ max_restarts: 3, window_seconds: 130, backoff_seconds: 40, backoff_multiplier: 1 }, false],
  [{ max_restarts: 10, window_seconds: 600, backoff_seconds: 10 }, true],
  [{ max_restarts: 10, window_seconds: 600, backoff_seconds: 10, max_backoff_seconds: 30 }, false],
])('whether a window can hold as many recoveries as are allowed: %j', (restart_policy, isFound) => {
  const expected = web('give_up_unreachable', 'restart_policy', 'window_seconds');
  expect(found({ restart_policy })).toEqual(isFound ? expected : []);
});

test('a log that two services read is found at the second', () => {
  const log = (path: string) => ({ checks: [{ type: 'log', path, must_not_match: 'FATAL' }] });
  const api = { ...BASE, heartbeat_path: 'api.json', ...log('./logs/../all.log') };
  expect(found(log('all.log'), { others: { api } })).toEqual(['shared_log processes.api.checks.0.path']);
  expect(found(log('web.log'), { others: { api } })).toEqual([]);
});

test('a pidfile that two services read is found at the second', () => {
  const process = (pidfile: string) => ({
    heartbeat_path: undefined,
    checks: [{ type: 'process', pidfile }],
  });
  const api = { ...BASE, ...process('/run/all.pid') };
  expect(found(process('/run/all.pid'), { others: { api } })).toEqual([
    'shared_pidfile processes.api.checks.0.pidfile',
  ]);
  expect(found(process('/run/web.pid'), { others: { api } })).toEqual([]);
});

test.each([
  ['node app.js &', 'node app.js'],
  ['nohup node app.js > out.log 2>&1 &', 'nohup node app.js > out.log 2>&1'],
  ["nohup sh -c 'a; b' &", "nohup sh -c 'a; b'"],
  ['./app # in front, not with &\n ./other &', undefined],
  ['env A=b setsid -f ./app', undefined],
  ['cd app && ./app &', undefined],
  ['./app & echo $! > app.pid', undefined],
  ['(./app &)', undefined],
  ['setsid ./app', undefined],
  ['nginx --daemon', undefined],
  ['start-stop-daemon --start -b --exec ./app', undefined],
  [['redis', '--daemonize', 'yes'], undefined],
])('a command that leaves its service in the background is found: %j', (command, mended) => {
  expect(found(start(command))).toEqual(web('command_in_background', 'commands', 'start'));
  const text = JSON.stringify({ processes: { web: { ...BASE, ...start(command) } } });
  expect(lintText(text, PATH, FACTS)[0]?.fix?.value).toBe(mended);
});

test.each([
  start('a && b'),
  start('echo "R&D"; exec ./app'),
  start(['./app', '&']),
  // It only has a signal ignored.
  start('nohup ./app'),
  start('redis-server --daemonize no'),
  start(['./app', '--', '--daemon']),
  start('setsid --wait ./app'),
  start('start-stop-daemon --start --exec ./app'),
  start('./app # in front, not with &'),
  start(String.raw`./app a\&`),
  start("./app 'a &'"),
  start('./app & wait'),
  start('constructor --x'),
  { ...start('node app.js &'), checks: [{ type: 'process', pidfile: 'app.pid' }] },
  { manager: { type: 'systemd', unit: 'web.service' } },
])('a command that stays, or whose process is found in another way, is not: %j', (entry) => {
  expect(found(entry).filter((one) => one.startsWith('command'))).toEqual([]);
});

test('a program that cron does not find is found, in any form', () => {
  const expected = web('program_unknown_to_cron', 'commands', 'start');
  expect(found(start(['mine', '-x']))).toEqual(expected);
  expect(found(start('exec mine -x'))).toEqual(expected);
  for (const known of [
    start(['/opt/tools/mine']),
    start('./mine'),
    { ...start(['mine']), env: { PATH: '/opt/tools' } },
  ])
    expect(found(known)).toEqual([]);
  expect(found(start(['mine']), {}, { cronPath: undefined })).toEqual([]);
});

test('a PATH with a folder that is not absolute is found', () => {
  expect(found({ env: { PATH: '/bin:$PATH' } })).toEqual(web('relative_search_path', 'env', 'PATH'));
  expect(found({}, { defaults: { env: { PATH: '~/bin' } } })).toEqual([
    'relative_search_path defaults.env.PATH',
  ]);
});

describe('a secret in clear', () => {
  test.each([
    [{ env: { DB_PASSWORD: 'hunter2' } }, 'env.DB_PASSWORD'],
    [{ env: { api_key: 'hunter2' } }, 'env.api_key'],
    [{ env: { DATABASE_URL: 'postgres://me:hunter2@db/shop' } }, 'env.DATABASE_URL'],
    [start('/srv/app/web --db redis://:hunter2@db'), undefined],
    [start('/srv/app/web --db redis://me:hunter2@db'), 'commands.start'],
    [
      { checks: [{ type: 'http', url: 'http://h/', headers: { Authorization: 'Bearer hunter2' } }] },
      'checks.0.headers.Authorization',
    ],
    [
      { env: { DB_PASSWORD: '', DB_PASSWORD_FILE: '/run/secret', TOKEN: '$' + '{env:TOKEN}', MONKEY: 'x' } },
      undefined,
    ],
    [start('/srv/app/web --db postgres://me:$DB_PASSWORD@db'), undefined],
    [{ env: { AWS_SECRET_ACCESS_KEY: 'hunter2' } }, 'env.AWS_SECRET_ACCESS_KEY'],
    [{ env: { STRIPE: 'sk_live_hunter2hunter2' } }, 'env.STRIPE'],
    [start('PGPASSWORD=hunter2 /srv/app/web'), 'commands.start'],
    [start(['/srv/app/web', '--token=hunter2']), 'commands.start.1'],
    [{ checks: [{ type: 'http', url: 'http://h/?user=me&api_key=hunter2' }] }, 'checks.0.url'],
    [start('TOKEN=$(cat hunter2) PASSWORD="$P" SECRET=`cat s` /srv/app/web --password-file=p'), undefined],
    [
      { env: { TOKEN_URL: 'https://h/', MAX_TOKENS: '100', AWS_ACCESS_KEY_ID: 'x', PUBLIC_KEY: 'x' } },
      undefined,
    ],
    [{ checks: [{ type: 'log', path: 'l', must_not_match: 'token=expired' }] }, undefined],
  ])('is found by its name or its URL, and never told: %#', (entry, at) => {
    expect(found(entry)).toEqual(at === undefined ? [] : web('secret_in_clear', at));
    const text = JSON.stringify({ processes: { web: { ...BASE, ...entry } } });
    expect(JSON.stringify(lintText(text, PATH, FACTS))).not.toContain('hunter2');
  });
});

test('a URL that lets anybody tell people something is a secret, too', () => {
  const to = (url: string) => ({
    alerts: { channels: { ops: { type: 'webhook', url, template: 'slack' } } },
  });
  expect(found({}, to('https://hooks.slack.com/services/T0/B0/hunter2'))).toEqual([
    'secret_in_clear alerts.channels.ops.url',
  ]);
  expect(found({}, to('https://ntfy.sh/topic'))).toEqual([]);
  expect(found({}, to('$' + '{env:SLACK_WEBHOOK}'))).toEqual([]);
});

test.each([
  [{ recovery_actions: ['kill'] }, 'no_start_step', 'recovery_actions'],
  [{ disabled_actions: ['start'] }, 'no_start_step', 'recovery_actions'],
  [
    { recovery_actions: { timed_out: ['kill'], default: ['kill', 'start'] } },
    'no_start_step',
    'recovery_actions.timed_out',
  ],
  [{ recovery_actions: ['start', 'kill'] }, 'steps_contradict', 'recovery_actions'],
  [{ recovery_actions: ['kill', 'start', 'start'] }, 'steps_contradict', 'recovery_actions'],
  [{ restart: 'never', recovery_actions: ['kill', 'start'] }, 'steps_contradict', 'recovery_actions'],
  [{ escalate: [{ after: 3, actions: ['kill'] }] }, 'no_start_step', 'escalate'],
])('steps that cannot help are found: %j', (entry, code, at) => {
  expect(found(entry)).toEqual(web(code, at));
});

test.each([
  { recovery_actions: { timed_out: [{ signal: 'SIGHUP' }], default: ['kill', 'start'] } },
  { restart: 'never' },
  { enabled: false, recovery_actions: ['kill'] },
])('steps that may be meant so are not: %j', (entry) => {
  expect(found(entry)).toEqual([]);
});

test('a cure leaves every comment and all else as it is, and is one', () => {
  const text = `{
\t// the shop
\t"processes": {
\t\t"web": { // the front
\t\t\t"heartbeat_path": "web.json", "timeout_seconds": 5, /* as it was */
\t\t\t"commands": { "start": "nohup /srv/app/web &" }
\t\t}
\t}
}
`;
  const facts = { ...FACTS, tickSeconds: 60 };
  const lints = lintText(text, PATH, facts);
  expect(lints.map(({ code, line }) => `${line} ${code}`)).toEqual([
    '5 timeout_below_tick',
    '6 command_in_background',
  ]);
  const mended = lints.reduce((before, { fix }) => (fix ? mendText(before, fix) : before), text);
  expect(mended).toBe(text.replace('5, /*', '120, /*').replace('web &', 'web'));
  expect(lintText(mended, PATH, facts)).toEqual([]);
  expect(interpretConfig(mended, PATH).services).toHaveLength(1);
});

test('an option that is written nowhere is put where it belongs', () => {
  const text =
    '{\n  "processes": {\n    "web": {\n      "heartbeat_path": "w.json",\n      "commands": { "start": "w" }\n    }\n  }\n}\n';
  const [lint] = lintText(text, PATH, { ...FACTS, tickSeconds: 200 });
  expect(lint?.line).toBe(3);
  const mended = lint?.fix === undefined ? '' : mendText(text, lint.fix);
  expect(mended).toContain('      "timeout_seconds": 400\n    }');
  expect(interpretConfig(mended, PATH).services[0]?.timeoutSeconds).toBe(400);
});
