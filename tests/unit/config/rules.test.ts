import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOf, problemsOfWeb, soundService } from './rejected-config.ts';

const start = 'exec web';

describe('actions', () => {
  test.each([
    [{ commands: {} }, 'processes.web.commands.start: nothing; the command that starts the service.'],
    [
      { commands: { strat: start } },
      /commands\.start: nothing; .* Is `strat` that command\? Then call it `start`\.$/,
    ],
    [{ commands: undefined, cleanup_script: './x.sh' }, /^processes\.web\.commands\.start: nothing/],
    [
      { commands: { start, kill: 'x' } },
      /^processes\.web\.commands\.kill: a command that would never run; another name/,
    ],
    [
      { recovery_actions: ['kill', 'wash'] },
      /^processes\.web\.recovery_actions\[1\]: no command for the recovery action "wash"/,
    ],
    [{ recovery_actions: ['kil', 'start'] }, /recovery_actions\[0\]: .* Did you mean "kill"\?$/],
    [
      { recovery_actions: ['toString', 'start'] },
      /recovery_actions\[0\]: no command for the recovery action "toString"/,
    ],
    [
      { disabled_actions: ['strat'] },
      /^processes\.web\.disabled_actions\[0\]: "strat", which .* Did you mean "start"\?$/,
    ],
    [{ disabled_actions: ['sing'] }, /disabled_actions\[0\]: "sing", .* Take it out\.$/],
  ])('a service with %j is refused', (changes, problem) => {
    expect(problemsOfWeb(changes)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('a recovery action in `defaults` must be a command of every service that has no list of its own', () => {
    const wash = { ...soundService(), heartbeat_path: 'b.json', commands: { start, wash: './wash.sh' } };
    expect(
      problemsOf({
        defaults: { recovery_actions: ['kill', 'wash', 'start'] },
        processes: { web: soundService(), wash },
      }),
    ).toEqual([
      expect.stringMatching(/^processes\.web\.commands\.wash: no command for the recovery action "wash"/),
    ]);
  });

  test('an action that is disabled for all must be one of somebody', () => {
    expect(
      problemsOf({ defaults: { disabled_actions: ['strat', 'kill'] }, processes: { web: soundService() } }),
    ).toEqual([
      expect.stringMatching(/^defaults\.disabled_actions\[0\]: "strat", .* Did you mean "start"\?$/),
    ]);
  });

  test('nothing is said of actions while the commands themselves are wrong', () => {
    expect(
      problemsOfWeb({ commands: 'exec web', recovery_actions: ['wash'], disabled_actions: ['wish'] }),
    ).toEqual(['processes.web.commands: "exec web"; an object.']);
    const processes = { web: { ...soundService(), commands: 5 } };
    expect(problemsOf({ defaults: { disabled_actions: ['wash'] }, processes })).toHaveLength(1);
    expect(problemsOfWeb({ commands: undefined, startup_command: 5 })).toHaveLength(1);
  });
});

describe('dependencies', () => {
  const dependent = (name: string, ...dependsOn: string[]) => ({
    ...soundService(),
    heartbeat_path: name,
    depends_on: dependsOn,
  });

  test('a dependency on a service that is not there is refused, with the nearest', () => {
    expect(
      problemsOf({ processes: { web: dependent('a', 'queeu', 'zebra'), queue: dependent('b') } }),
    ).toEqual([
      'processes.web.depends_on[0]: the unknown service "queeu"; a key of `processes`. Did you mean "queue"?',
      'processes.web.depends_on[1]: the unknown service "zebra"; a key of `processes`.',
    ]);
  });

  test('a circle is refused once, and told link by link', () => {
    const processes = {
      a: dependent('a', 'b'),
      b: dependent('b', 'c'),
      c: dependent('c', 'b'),
      d: dependent('d', 'c'),
    };
    expect(problemsOf({ processes })).toEqual([
      'processes.b.depends_on: a circle: b → c → b; an order in which they can be started. Take one of these dependencies out.',
    ]);
  });

  test('a service that depends on itself is refused', () => {
    expect(problemsOfWeb({ depends_on: ['web'] })).toEqual([expect.stringContaining('a circle: web → web')]);
  });

  test('a dependency on a service that is wrong itself is not called unknown', () => {
    expect(problemsOf({ processes: { web: dependent('a', 'db'), db: 5 } })).toEqual([
      'processes.db: 5; an object.',
    ]);
  });

  test('ten thousand services in one chain, and a diamond, are accepted', () => {
    const chain = [...Array(10_000).keys()].map((index) => [
      `s${index}`,
      dependent(`h${index}`, ...(index < 9_999 ? [`s${index + 1}`] : [])),
    ]);
    expect(
      interpretConfig(JSON.stringify({ processes: Object.fromEntries(chain) }), '/srv/c.json').services,
    ).toHaveLength(10_000);
    const diamond = {
      a: dependent('a', 'b', 'c'),
      b: dependent('b', 'd'),
      c: dependent('c', 'd'),
      d: dependent('d'),
    };
    expect(
      interpretConfig(JSON.stringify({ processes: diamond }), '/srv/c.json').services[0]?.dependsOn,
    ).toMatchObject([{ key: 'b' }, { key: 'c' }]);
  });
});

describe('settings', () => {
  test.each(['web.json', './web.json', '/srv/web.json', '/srv//x/../web.json'])(
    'two services may not share a heartbeat file, as %s',
    (path) => {
      expect(
        problemsOf({ processes: { one: soundService(), two: { ...soundService(), heartbeat_path: path } } }),
      ).toEqual([
        `processes.two.heartbeat_path: "${path}", which is also the heartbeat file of "one"; a file of its own.`,
      ]);
    },
  );

  test('a disabled service may keep the heartbeat file of another', () => {
    const processes = { one: { ...soundService(), enabled: false }, two: soundService() };
    expect(interpretConfig(JSON.stringify({ processes }), '/srv/c.json').services).toHaveLength(2);
  });

  test.each([
    [{ db_path: 'w.db', lock_path: '/srv/w.db' }, 'lock_path: "/srv/w.db", which is also db_path'],
    [{ db_path: './config.json' }, 'db_path: "./config.json", which is also the config file'],
    [{ lock_path: 'config.json' }, 'lock_path: "config.json", which is also the config file'],
    [{ db_path: 'web.json' }, 'processes.web.heartbeat_path: "web.json", which is also db_path'],
    [{ lock_path: 'web.json' }, 'processes.web.heartbeat_path: "web.json", which is also lock_path'],
  ])('config, database, lock and heartbeats are files of their own: %j', (settings, problem) => {
    expect(problemsOf({ ...settings, processes: { web: soundService() } })).toEqual([
      `${problem}; a file of its own.`,
    ]);
  });

  test.each([
    ['watchdog.db', 'db_path'],
    ['config.json', 'the config file'],
  ])('a heartbeat may not be in %s', (path, owner) => {
    expect(problemsOfWeb({ heartbeat_path: path })).toEqual([
      `processes.web.heartbeat_path: "${path}", which is also ${owner}; a file of its own.`,
    ]);
  });

  test('nothing is said of where the database would be while db_path is wrong itself', () => {
    const processes = { web: { ...soundService(), heartbeat_path: 'watchdog.db' } };
    expect(problemsOf({ db_path: 5, processes })).toHaveLength(1);
  });

  test.each(['watchdog_20260101', 'watchdog_99999999'])(
    'a service may not be called %s: its output would go into a daily log of ours',
    (key) => {
      expect(problemsOf({ processes: { [key]: soundService() } })).toEqual([
        `processes.${key}: a key whose output goes into ${key}.log, a daily log of ours; another key.`,
      ]);
      expect(
        interpretConfig(JSON.stringify({ processes: { [`${key}_`]: soundService() } }), '/srv/c.json'),
      ).toMatchObject({ services: [{ key: `${key}_` }] });
    },
  );

  test.each([
    [
      { restart_policy: { backoff_seconds: 400 } },
      'restart_policy: a backoff_seconds of 400 above max_backoff_seconds, 300',
    ],
    [
      {
        groups: { g: { restart_policy: { backoff_seconds: 400 } } },
        processes: { web: { ...soundService(), group: 'g' } },
      },
      'groups.g.restart_policy: a backoff_seconds of 400 above max_backoff_seconds, 300',
    ],
    [
      { defaults: { restart_policy: { max_backoff_seconds: 5 } } },
      'defaults.restart_policy: a backoff_seconds of 10 above',
    ],
    [
      {
        restart_policy: { max_backoff_seconds: 20 },
        processes: { web: { ...soundService(), restart_policy: { backoff_seconds: 30 } } },
      },
      'processes.web.restart_policy: a backoff_seconds of 30 above max_backoff_seconds, 20',
    ],
  ])('the first wait may not be longer than the longest: %j', (changes, problem) => {
    expect(problemsOf({ processes: { web: soundService() }, ...changes })).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  const served = (own: object) => ({ processes: { web: { ...soundService(), ...own } } });
  test.each([
    [
      { defaults: { retry_exit_codes: [75, 78] } },
      'defaults.retry_exit_codes: 78, also in give_up_exit_codes, [78,125]; each code in one of them. Write give_up_exit_codes, too, without it.',
    ],
    [
      served({ give_up_exit_codes: [75] }),
      'processes.web.give_up_exit_codes: 75, also in retry_exit_codes, [75]; each code in one of them',
    ],
    [
      { defaults: { give_up_exit_codes: [9] }, ...served({ retry_exit_codes: [8, 9] }) },
      'processes.web.retry_exit_codes: 9, also in give_up_exit_codes, [9]; each code in one of them',
    ],
  ])('no exit code may ask for another try and be of no use: %j', (changes, problem) => {
    expect(problemsOf({ processes: { web: soundService() }, ...changes })).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  test('an exit code may change its meaning', () => {
    const web = { ...soundService(), retry_exit_codes: [78], give_up_exit_codes: [75] };
    expect(interpretConfig(JSON.stringify({ processes: { web } }), '/srv/c.json')).toMatchObject({
      services: [{ retryExitCodes: [78], giveUpExitCodes: [75] }],
    });
  });
});

describe('checks', () => {
  const port = { type: 'tcp', port: 80 };

  test.each<[string, Record<string, unknown>, string | RegExp]>([
    [
      'a service that nothing tells of is refused',
      { heartbeat_path: undefined },
      'processes.web.heartbeat_path: nothing; a heartbeat file, or `checks` of which one tells that it lives, and is no mere warning.',
    ],
    [
      'so is one of which there are only warnings',
      { heartbeat_path: undefined, checks: [{ ...port, severity: 'warn' }] },
      /^processes\.web\.heartbeat_path: nothing/,
    ],
    [
      'a type that does not exist is told with what there is',
      { checks: [{ type: 'tpc', port: 80 }] },
      'processes.web.checks[0].type: "tpc"; one of process, tcp, http, command, log, resources, progress. Did you mean "tcp"?',
    ],
    [
      'one that is not said, too',
      { checks: [{ port: 80 }] },
      'processes.web.checks[0].type: nothing; one of process, tcp, http, command, log, resources, progress.',
    ],
    [
      'an option of a check that does not exist is told with what was meant',
      { checks: [{ ...port, prot: 81 }] },
      'processes.web.checks[0].prot: an unknown option; one that exists. Did you mean `port`?',
    ],
    [
      'an option of the wrong kind is told',
      { checks: [{ type: 'tcp', port: '80' }] },
      'processes.web.checks[0].port: "80"; a whole number from 1 to 65535, or with `instances` such as `"{index+8080}"`. Write 80 without quotes.',
    ],
    [
      'so is one of a fallback',
      { checks: [{ ...port, fallback: { type: 'tcp', port: 0 } }] },
      'processes.web.checks[0].fallback.port: 0; a whole number from 1 to 65535, or with `instances` such as `"{index+8080}"`.',
    ],
    [
      'two checks of one name are told',
      { checks: [port, port] },
      'processes.web.checks[1].name: a second check called "tcp"; a `name` of its own.',
    ],
    [
      'a window that is too small for its failures is told',
      { checks: [{ ...port, failure_threshold: 3, of: 2 }] },
      'processes.web.checks[0].of: 2, which is less than its failure_threshold; at least 3.',
    ],
    [
      'a connection to nowhere is told',
      { checks: [{ type: 'tcp' }] },
      'processes.web.checks[0]: neither `port` nor `path`; one of them.',
    ],
    [
      'a connection to two places is told',
      { checks: [{ ...port, path: 'web.sock' }] },
      'processes.web.checks[0]: `port` and `path`; one of them.',
    ],
    [
      'a socket in the file system has no host',
      { checks: [{ type: 'tcp', path: 'web.sock', host: 'db' }] },
      'processes.web.checks[0]: `path` and `host`; one of them: a socket in the file system has no host.',
    ],
    [
      'what a fallback cannot say is told',
      { checks: [{ ...port, fallback: { ...port, timeout_seconds: 60 } }] },
      'processes.web.checks[0].fallback.timeout_seconds: an option of its own; none: `timeout_seconds` is that of the check whose fallback this is.',
    ],
    [
      'limits alone do not tell that a service lives',
      { heartbeat_path: undefined, checks: [{ type: 'resources', max_processes: 9 }] },
      /^processes\.web\.heartbeat_path: nothing/,
    ],
    [
      'limits that limit nothing are told',
      { checks: [{ type: 'resources' }] },
      /^processes\.web\.checks\[0\]: no limit; one of max_memory_mb, max_cpu_percent/,
    ],
    [
      'limits have no fallback',
      { checks: [{ type: 'resources', max_processes: 9, fallback: port }] },
      'processes.web.checks[0].fallback: a fallback; none for a check of type "resources".',
    ],
    [
      'nor are they one',
      { checks: [{ ...port, fallback: { type: 'resources', max_processes: 9 } }] },
      'processes.web.checks[0].fallback: a check of type "resources"; one that tells by itself.',
    ],
    [
      'a number from nowhere is told',
      { checks: [{ type: 'progress', within_seconds: 9 }] },
      'processes.web.checks[0]: no number; one of heartbeat, file, glob, command, sqlite.',
    ],
    [
      'so is one from two places',
      { checks: [{ type: 'progress', within_seconds: 9, file: 'a', glob: 'b*' }] },
      'processes.web.checks[0]: `file` and `glob`; one of them.',
    ],
    [
      'a database must be asked something',
      { checks: [{ type: 'progress', within_seconds: 9, sqlite: 'a.db' }] },
      'processes.web.checks[0].query: nothing; a SELECT of one number.',
    ],
    [
      'and nothing else can be',
      { checks: [{ type: 'progress', within_seconds: 9, file: 'a', query: 'SELECT 1' }] },
      'processes.web.checks[0].query: a query; none for `file`.',
    ],
    [
      'a file is not counted',
      { checks: [{ type: 'progress', within_seconds: 9, file: 'a', measure: 'count' }] },
      'processes.web.checks[0].measure: count; size or mtime.',
    ],
    [
      'a pattern that takes for ever is refused',
      { checks: [{ type: 'progress', within_seconds: 9, glob: 'a/*a*a*a*' }] },
      /^processes\.web\.checks\[0\]\.glob: .*at most three/,
    ],
    [
      'a number of a heartbeat needs one',
      { heartbeat_path: undefined, checks: [{ type: 'progress', within_seconds: 9, heartbeat: 'progress' }] },
      /checks\[0\]\.heartbeat: .*the service has no `heartbeat_path`/,
    ],
    [
      'a process that is found in two ways is told',
      { checks: [{ type: 'process', pidfile: 'web.pid', match: 'web' }] },
      'processes.web.checks[0]: `pidfile` and `match`; one of them, or neither.',
    ],
    [
      'so is a second one',
      { checks: [{ type: 'process' }, { type: 'process', name: 'other' }] },
      'processes.web.checks[1]: a second check of type "process"; one for each service.',
    ],
    [
      'and one that only counts when another check fails',
      { checks: [{ ...port, fallback: { type: 'process' } }] },
      'processes.web.checks[0].fallback: a check of type "process"; another one: it is no look that may fail.',
    ],
    [
      'a command line that everybody has is refused',
      { checks: [{ type: 'process', match: '* *' }] },
      /^processes\.web\.checks\[0\]\.match: "\* \*"; a command line/,
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsOfWeb(changes)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test.each([
    [{}, { kind: 'record', configPath: '/srv/config.json' }],
    [{ pidfile: 'web.pid' }, { kind: 'pidfile', path: '/srv/web.pid' }],
    [
      { match: 'web *', user: 'www' },
      { kind: 'match', pattern: 'web *', user: 'www' },
    ],
  ])('nor where its process is found by %j', (options, foundBy) => {
    const web = { ...soundService(), heartbeat_path: undefined, checks: [{ type: 'process', ...options }] };
    const text = JSON.stringify({ processes: { web } });
    expect(interpretConfig(text, '/srv/config.json').services[0]).toMatchObject({ checks: [], foundBy });
  });

  test('a service needs no heartbeat where a check tells of it', () => {
    const web = { ...soundService(), heartbeat_path: undefined, checks: [port] };
    const text = JSON.stringify({ processes: { web } });
    expect(interpretConfig(text, '/srv/config.json').services[0]).toMatchObject({
      heartbeatPath: undefined,
      checks: [{ name: 'tcp', timeoutSeconds: 5, severity: 'restart', probe: { kind: 'tcp' } }],
    });
  });
});

describe('groups', () => {
  const processes = { web: { ...soundService(), group: 'site' } };

  test('are those to which somebody belongs', () => {
    expect(problemsOf({ groups: { sites: { strategy: 'one_for_all' } }, processes })).toEqual([
      'groups.sites: a group to which no service belongs; the `group` of a service. Did you mean "site"?',
    ]);
  });

  test('have the limits of the file, but for their own', () => {
    const groups = { site: { strategy: 'rest_for_one', restart_policy: { max_restarts: 2 } } };
    const document = { restart_policy: { window_seconds: 60 }, groups, processes };
    expect(interpretConfig(JSON.stringify(document), '/srv/c.json').groups).toMatchObject([
      { name: 'site', strategy: 'rest_for_one', restartPolicy: { maxRestarts: 2, windowSeconds: 60 } },
    ]);
  });

  test('restart together only in a way that there is', () => {
    expect(problemsOf({ groups: { site: { strategy: 'one_for_al' } }, processes })).toEqual([
      expect.stringMatching(/^groups\.site\.strategy: .* Did you mean "one_for_all"\?$/),
    ]);
  });
});
