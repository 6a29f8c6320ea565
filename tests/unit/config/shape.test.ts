import { problemsOf, problemsOfWeb, rejected, soundService } from './rejected-config.ts';

describe('a config with a mistake', () => {
  test('is told where it is, what was found, what was expected, and what was probably meant', () => {
    expect(problemsOfWeb({ timeout_secs: 5 })).toEqual([
      'processes.web.timeout_secs: an unknown option; one that exists. Did you mean `timeout_seconds`?',
    ]);
  });

  test.each([
    [
      { timeout_seconds: -1 },
      'processes.web.timeout_seconds: -1; a number of seconds above 0, at most 31536000.',
    ],
    [
      { timeout_seconds: null },
      'processes.web.timeout_seconds: null; a number of seconds above 0, at most 31536000.',
    ],
    [
      { kill_timeout: '10' },
      'processes.web.kill_timeout: "10"; a number of seconds from 0 to 86400. Write 10 without quotes.',
    ],
    [{ enabled: 'true' }, 'processes.web.enabled: "true"; true or false. Write true without quotes.'],
    [{ enabled: 'yes' }, 'processes.web.enabled: "yes"; true or false.'],
    [
      { consecutive_failures_threshold: 1.5 },
      'processes.web.consecutive_failures_threshold: 1.5; a whole number from 1 to 1000.',
    ],
    [{ display_name: '' }, 'processes.web.display_name: ""; one line of at most 200 characters.'],
    [{ display_name: 5 }, 'processes.web.display_name: 5; one line of at most 200 characters.'],
    [
      { heartbeat_path: '~/web.json' },
      /^processes\.web\.heartbeat_path: "~\/web\.json"; a path, absolute or relative/,
    ],
    [{ commands: [] }, 'processes.web.commands: an empty list; an object.'],
    [
      { commands: { start: {} } },
      'processes.web.commands.start: {}; a script, a shell line, or a list of words.',
    ],
    [
      { commands: { start: ' ' } },
      'processes.web.commands.start: " "; a script, a shell line, or a list of words.',
    ],
    [
      { commands: { start: [] } },
      'processes.web.commands.start: an empty list; a script, a shell line, or a list of words.',
    ],
    [{ commands: { start: ['a', 5] } }, 'processes.web.commands.start[1]: 5; text without NUL characters.'],
    [
      { recovery_actions: ['kill', []] },
      /^processes\.web\.recovery_actions\[1\]: an empty list; `kill`, the name of a command, or an object/,
    ],
    [
      { depends_on: 'db' },
      'processes.web.depends_on: "db"; a list, each the key of a service, or an object with its `key`.',
    ],
    [
      { depends_on: [7] },
      'processes.web.depends_on[0]: 7; the key of a service, or an object with its `key`.',
    ],
    [
      { depends_on: [{ key: 'web', a: 1 }] },
      'processes.web.depends_on[0].a: an unknown option; one that exists. Known here: key, condition.',
    ],
    [
      { depends_on: [{ key: 'web', condition: 'helthy' }] },
      /depends_on\[0\]\.condition: "helthy"; one of started, healthy\. Did you mean "healthy"\?$/,
    ],
    [{ cleanup_args: [['--force']] }, 'processes.web.cleanup_args[0]: a list; text without NUL characters.'],
    [{ env: { 'MY-VAR': 'x' } }, /^processes\.web\.env\.MY-VAR: "MY-VAR"; a variable name/],
    [{ env: { WATCHDOG_KEY: 'x' } }, /does not begin with `WATCHDOG_`/],
    [{ env: { PORT: 80 } }, 'processes.web.env.PORT: 80; text without NUL characters.'],
    [{ user: 'a b' }, 'processes.web.user: "a b"; a user\'s name or number.'],
    [
      { restart_policy: { max_restart: 5 } },
      /restart_policy\.max_restart: an unknown option; .* Did you mean `max_restarts`\?$/,
    ],
    [{ db_path: 'x.db' }, /`db_path` belongs at the top of the file\.$/],
    [
      { colour: 'red' },
      /^processes\.web\.colour: an unknown option; one that exists\. Known here: display_name, /,
    ],
  ])('%j in a service is refused', (changes, problem) => {
    expect(problemsOfWeb(changes)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test.each([
    [null, ': null; an object.'],
    [[], ': an empty list; an object.'],
    ['"text"', ': "text"; an object.'],
    [{}, 'processes: nothing; at least one service, by its key.'],
    [{ processes: {} }, 'processes: {}; at least one service, by its key.'],
    [{ processes: [] }, 'processes: an empty list; at least one service, by its key.'],
    [{ processes: { web: null } }, 'processes.web: null; an object.'],
    [
      { log_level: 'INF', processes: { web: soundService() } },
      'log_level: "INF"; one of DEBUG, INFO, WARNING, ERROR. Did you mean "INFO"?',
    ],
    [
      { log_level: 'loud', processes: { web: soundService() } },
      'log_level: "LOUD"; one of DEBUG, INFO, WARNING, ERROR.',
    ],
    [{ $schema: 5, processes: { web: soundService() } }, '$schema: 5; text.'],
    [
      { log_level: 5, processes: { web: soundService() } },
      'log_level: 5; one of DEBUG, INFO, WARNING, ERROR.',
    ],
    [{ timeout_seconds: 5, processes: { web: soundService() } }, /`timeout_seconds` belongs in a service\.$/],
    [
      { defaults: { timeout: 5 }, processes: { web: soundService() } },
      /^defaults\.timeout: .* Did you mean `timeout_seconds`\?$/,
    ],
    [
      { processes: { 'my web': soundService() } },
      /^processes\["my web"\]: "my web"; a name of at most 100 letters/,
    ],
    [{ processes: { '..': soundService() } }, /^processes\["\.\."\]: "\.\."; a name/],
    [{ processes: { '-v': soundService() } }, /^processes\.-v: "-v"; a name/],
    [{ processes: { ['w'.repeat(101)]: soundService() } }, /; a name of at most 100 letters/],
    [
      '{"__proto__": {}, "processes": {"web": {"heartbeat_path": "w", "commands": {"start": "w"}}}}',
      /^__proto__: an unknown option/,
    ],
    [
      '{"processes": {"__proto__": {"heartbeat_path": "w", "commands": {"start": "w"}}}}',
      /^processes\.__proto__: "__proto__"; a name/,
    ],
    [
      '{"kill_timeout": 1e400, "processes": {"web": {"heartbeat_path": "w", "commands": {"start": "w"}}}}',
      /^kill_timeout: Infinity;/,
    ],
  ])('%j as the whole document is refused', (document, problem) => {
    expect(problemsOf(document === null ? 'null' : document)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('a misspelt required option is one mistake, not two', () => {
    const { heartbeat_path: heartbeatPath, ...rest } = soundService();
    expect(problemsOf({ processes: { web: { ...rest, heartbeat_pth: heartbeatPath } } })).toEqual([
      'processes.web.heartbeat_pth: an unknown option; one that exists. Did you mean `heartbeat_path`?',
    ]);
  });

  test('a misspelt `commands` is one mistake, not also a missing start', () => {
    expect(problemsOf({ processes: { web: { heartbeat_path: 'w', comands: { start: 'w' } } } })).toHaveLength(
      1,
    );
  });

  test('every mistake names its line', () => {
    const { problems, message } = rejected(
      '{\n  // services\n  "processes": {\n    "web": {\n      "commands": { "start": 5 }\n    }\n  }\n}',
    );
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['processes.web.heartbeat_path', 4],
      ['processes.web.commands.start', 5],
    ]);
    expect(message).toContain(
      '/srv/config.json: found 2 mistakes; expected none.\n  line 4, processes.web.heartbeat_path: found nothing;',
    );
  });

  test('a terminal cannot be steered by what is quoted from the file', () => {
    const { message } = rejected({
      processes: {
        'w\u001b[31m': soundService(),
        web: { ...soundService(), user: 'x\u009b1m\u202e\u{e0001}' },
      },
    });
    expect(message).toContain('w\\u001b[31m');
    expect(message).toContain('x\\u009b1m\\u202e\\udb40\\udc01');
    expect(message).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('a long text is quoted in part', () => {
    expect(problemsOfWeb({ user: ' '.repeat(1000) })[0]?.length).toBeLessThan(150);
  });
});

test('ten mistakes get ten messages, those between fields included', () => {
  const problems = problemsOf({
    log_levl: 'INFO',
    kill_timeout: 'ten',
    processes: {
      web: {
        heartbeat_path: 'a.json',
        timeout_seconds: 0,
        commands: { start: 'x' },
        recovery_actions: ['kill', 'clear_bd', 'start'],
        depends_on: ['bd'],
      },
      db: {
        heartbeat_path: 'a.json',
        commands: { clear_db: './x.sh' },
        displayname: 'DB',
        restart_policy: { backoff_seconds: 500 },
      },
    },
    defaults: { disabled_actions: ['klil'] },
  });
  expect(problems).toEqual([
    expect.stringMatching(/^log_levl: .*Did you mean `log_level`\?$/),
    expect.stringMatching(/^kill_timeout: "ten"; a number of seconds/),
    expect.stringMatching(/^processes\.web\.timeout_seconds: 0;/),
    expect.stringMatching(
      /^processes\.web\.recovery_actions\[1\]: no command for the recovery action "clear_bd"/,
    ),
    expect.stringMatching(
      /^processes\.web\.depends_on\[0\]: the unknown service "bd"; .* Did you mean "db"\?$/,
    ),
    expect.stringMatching(
      /^processes\.db\.heartbeat_path: "a\.json", which is also the heartbeat file of "web"/,
    ),
    expect.stringMatching(/^processes\.db\.commands\.start: nothing; the command that starts the service/),
    expect.stringMatching(/^processes\.db\.displayname: .*Did you mean `display_name`\?$/),
    expect.stringMatching(/^processes\.db\.restart_policy: a backoff_seconds of 500 above/),
    expect.stringMatching(/^defaults\.disabled_actions\[0\]: "klil", .*Did you mean "kill"\?$/),
  ]);
});

test('of very many mistakes fifty are told, and that there may be more', () => {
  const wrong = Object.fromEntries([...Array(60).keys()].map((index) => [`w${index}`, {}]));
  const { message, problems } = rejected({ processes: wrong });
  expect(problems).toHaveLength(50);
  expect(message.split('\n').at(-1)).toContain('… and maybe more');
});
