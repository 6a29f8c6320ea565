/** The steps of a recovery as they are written, what is refused of them, and what they come to. */

import type { Service } from '../../../src/config/config.ts';
import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOf, problemsOfWeb, soundService } from './rejected-config.ts';

const commands = { start: 'exec web', clear_db: './clear.sh' };

function web(entry: Record<string, unknown>, whole: Record<string, unknown> = {}): Service {
  const document = { ...whole, processes: { web: { heartbeat_path: 'web.json', commands, ...entry } } };
  return interpretConfig(JSON.stringify(document), '/srv/config.json').services[0] as Service;
}

describe('steps that are refused', () => {
  test.each<[unknown, RegExp | string]>([
    [{}, /\[0\]: nothing to do; one of `run`, `wait`, `signal` and `kill`\.$/],
    [{ run: 'clear_db', wait: 5 }, /\[0\]: `run` and `wait`; one of `run`, `wait`, `signal` and `kill`\.$/],
    [{ run: 'clear_bd' }, /\[0\]\.run: no command for .* "clear_bd"; .* Did you mean "clear_db"\?$/],
    [{ run: 'start' }, /\[0\]\.run: `start`, which has a step of its own; .* Write "start" in place of the/],
    [{ run: 'kill' }, /\[0\]\.run: `kill`, which has a step of its own/],
    [{ runn: 'clear_db' }, /\[0\]\.runn: an unknown option; one that exists\. Did you mean `run`\?$/],
    [{ wait: 5, timeout_seconds: 5 }, /\[0\]\.timeout_seconds: an option of `run`; .* Take it out\.$/],
    [{ wait: '5' }, /\[0\]\.wait: "5"; a number of seconds from 0 to 3600\. Write 5 without quotes\.$/],
    [{ run: 'clear_db', on_failure: 'halt' }, /\[0\]\.on_failure: "halt"; one of continue, stop\./],
    [{ signal: 'SIGHUB' }, /\[0\]\.signal: "SIGHUB"; one of SIGHUP, .* Did you mean "SIGHUP"\?$/],
    [{ signal: 'SIGKILL' }, /\[0\]\.signal: "SIGKILL"; one of SIGHUP, /],
    [{ kill: ['SIGTERM'] }, /\.kill\[0\]: "SIGTERM"; a signal and the seconds to wait after it, such as `\[/],
    [{ kill: [['SIGTERM']] }, /\.kill\[0\]: a list; a signal and the seconds to wait after it/],
    [{ kill: [] }, /\.kill: an empty list; a list of signals, each with the seconds to wait after it\.$/],
    [{ kill: [['SIGTREM', 5]] }, /\.kill\[0\]\[0\]: "SIGTREM"; .* Did you mean "SIGTERM"\?$/],
    [{ kill: [['SIGTERM', '5']] }, /\.kill\[0\]\[1\]: "5"; a number of seconds .* Write 5 without quotes\.$/],
    [
      {
        kill: [
          ['SIGKILL', 5],
          ['SIGTERM', 5],
        ],
      },
      /\.kill\[0\]: a SIGKILL with signals after it; SIGKILL at the end of a ladder, if anywhere\.$/,
    ],
    [5, /\[0\]: 5; `kill`, the name of a command, or an object with `run`, `wait`, `signal` or `kill`\.$/],
  ])('%j', (step, problem) => {
    const expected = expect.stringMatching(problem);
    expect(problemsOfWeb({ commands, recovery_actions: [step, 'start'] })).toEqual([expected]);
    expect(problemsOfWeb({ commands, recovery_actions: [step] })[0]).toMatch(
      /^processes\.web\.recovery_actions\[0\]/,
    );
  });

  test('in `defaults`, each told once and in its place', () => {
    const recovery_actions = [{ signal: 'SIGHUP', wait: 1 }, { run: 'clear_db' }];
    expect(problemsOf({ defaults: { recovery_actions }, processes: { web: soundService() } })).toEqual([
      expect.stringMatching(/^defaults\.recovery_actions\[0\]: `wait` and `signal`; /),
      expect.stringMatching(/^processes\.web\.commands\.clear_db: no command for .* "clear_db"/),
    ]);
  });
});

test('names and objects come to steps in their order', () => {
  const written = [
    { signal: 'SIGHUP' },
    { wait: 5 },
    'kill',
    {
      kill: [
        ['SIGQUIT', 2],
        ['SIGKILL', 5],
      ],
    },
    { run: 'clear_db', timeout_seconds: 30, on_failure: 'stop' },
    'start',
  ];
  expect(web({ recovery_actions: written }).recoveryActions).toEqual([
    { action: 'signal', manner: { kind: 'signal', signal: 'SIGHUP' } },
    { action: 'wait', manner: { kind: 'wait', waitSeconds: 5 } },
    'kill',
    {
      action: 'kill',
      manner: {
        kind: 'kill',
        ladder: [
          ['SIGQUIT', 2],
          ['SIGKILL', 5],
        ],
      },
    },
    { action: 'clear_db', manner: { kind: 'run', timeoutSeconds: 30, isVital: true } },
    'start',
  ]);
});

test('what is disabled is left out also where it is written as an object; a wait never is', () => {
  const written = [{ run: 'clear_db' }, { wait: 5 }, { kill: [['SIGTERM', 1]] }, 'start'];
  expect(web({ recovery_actions: written, disabled_actions: ['clear_db', 'kill'] }).recoveryActions).toEqual([
    { action: 'wait', manner: { kind: 'wait', waitSeconds: 5 } },
    'start',
  ]);
});

describe('steps by verdict', () => {
  const byVerdict = { timed_out: [{ signal: 'SIGHUP' }], default: ['kill', { run: 'clear_db' }, 'start'] };

  test('are those of the verdict; the others have those of `default`, or the usual ones', () => {
    const given = web({ recovery_actions: byVerdict });
    expect(Object.keys(given.remedies.byVerdict)).toEqual(['timed_out']);
    expect(given.recoveryActions).toHaveLength(3);
    const { remedies, recoveryActions } = web({ recovery_actions: { over_limit: [] } });
    expect(remedies.byVerdict).toEqual({ over_limit: [] });
    expect(recoveryActions).toEqual(['kill', 'clear_db', 'start']);
  });

  test('leave out what is disabled', () => {
    const { remedies } = web({
      recovery_actions: { timed_out: ['kill', 'clear_db', 'start'] },
      escalate: [{ after: 1, actions: ['clear_db'] }],
      disabled_actions: ['clear_db'],
    });
    expect(remedies).toEqual({
      byVerdict: { timed_out: ['kill', 'start'] },
      escalation: [{ after: 1, steps: [] }],
    });
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [{ recovery_actions: { timedout: [] } }, /\.timedout: an unknown option; .* Did you mean `timed_out`\?$/],
    [{ recovery_actions: { healthy: [] } }, /\.healthy: an unknown option; .* Known here: stale_pid, /],
    [{ recovery_actions: { timed_out: 'kill' } }, /\.timed_out: "kill"; a list of steps\.$/],
    [
      { recovery_actions: { timed_out: ['kill', 'clear_bd'] } },
      /\.timed_out\[1\]: no command for .* Did you mean "clear_db"\?$/,
    ],
    [{ recovery_actions: { timed_out: [{}] } }, /\.timed_out\[0\]: nothing to do; /],
    [{ recovery_actions: 'kill' }, /recovery_actions: "kill"; a list of steps, or an object with such lists/],
    [{ escalate: [{ actions: [] }] }, /escalate\[0\]\.after: nothing; a whole number from 1 to 1000\.$/],
    [{ escalate: [{ after: 0, actions: [] }] }, /escalate\[0\]\.after: 0; a whole number from 1 to 1000\.$/],
    [
      { escalate: [{ after: 2, actions: ['kil'] }] },
      /escalate\[0\]\.actions\[0\]: .* Did you mean "kill"\?$/,
    ],
    [
      {
        escalate: [
          { after: 2, actions: [] },
          { after: 2, actions: [] },
        ],
      },
      /escalate\[1\]\.after: 2 for the second time; each number once\.$/,
    ],
  ])('%j is refused', (changes, problem) => {
    expect(problemsOfWeb({ commands, ...changes })).toEqual([expect.stringMatching(problem)]);
  });

  test('in `defaults` lack a command in a service once', () => {
    const defaults = { recovery_actions: { timed_out: ['wash'], default: ['wash'] } };
    expect(problemsOf({ defaults, processes: { web: soundService() } })).toEqual([
      expect.stringMatching(/^processes\.web\.commands\.wash: no command for the recovery action "wash"/),
    ]);
  });
});

test('an escalation is in the order of its numbers, however it is written', () => {
  const escalate = [
    { after: 5, actions: ['kill'] },
    { after: 2, actions: ['kill', 'clear_db', 'start'] },
  ];
  const escalation = [
    { after: 2, steps: ['kill', 'clear_db', 'start'] },
    { after: 5, steps: ['kill'] },
  ];
  expect(web({ escalate }).remedies).toEqual({ byVerdict: {}, escalation });
  expect(web({}, { defaults: { escalate } }).remedies).toEqual({ byVerdict: {}, escalation });
});

const LADDER = { kill: [['SIGINT', 1]] };
const ENDED = { action: 'kill', manner: { kind: 'kill', ladder: [['SIGINT', 1]] } };

test.each<[string, Record<string, unknown>, readonly unknown[]]>([
  ['without its cleanup', {}, ['kill', 'start']],
  [
    'in its own way to end',
    { recovery_actions: [{ wait: 1 }, LADDER, 'clear_db', 'start'] },
    [ENDED, 'start'],
  ],
  ['though its steps replace nothing', { recovery_actions: [{ signal: 'SIGHUP' }] }, ['kill', 'start']],
  ['not at all where its start is disabled', { disabled_actions: ['start'] }, []],
  ['not at all where its end is disabled', { disabled_actions: ['kill'] }, []],
])('for the sake of another service it is replaced %s', (_, entry, expected) => {
  expect(web(entry).restartActions).toEqual(expected);
});

describe('a `stop` command', () => {
  const stoppable = { commands: { ...commands, stop: './stop.sh' }, kill_timeout: 7 };
  const stop = { action: 'stop', manner: { kind: 'run', timeoutSeconds: 7, isVital: false } };

  test('is run before every kill, with the time that a kill has, and without the arguments of a cleanup', () => {
    const written = { timed_out: [{ kill: [['SIGINT', 1]] }, 'start'], default: ['kill', 'start'] };
    const given = web({ ...stoppable, recovery_actions: written });
    expect(given.recoveryActions).toEqual([stop, 'kill', 'start']);
    expect(given.remedies.byVerdict.timed_out).toEqual([
      stop,
      { action: 'kill', manner: { kind: 'kill', ladder: [['SIGINT', 1]] } },
      'start',
    ]);
    expect(given.stopActions).toEqual([stop, 'kill']);
    expect(given.restartActions).toEqual([stop, 'kill', 'start']);
    expect(given.commands.stop).toMatchObject({ args: [] });
  });

  test('that has a place of its own among the steps is run there', () => {
    expect(
      web({ ...stoppable, recovery_actions: ['stop', 'clear_db', 'kill', 'start'] }).recoveryActions,
    ).toEqual(['stop', 'clear_db', 'kill', 'start']);
  });

  test('that is disabled is not run', () => {
    const given = web({ ...stoppable, disabled_actions: ['stop'] });
    expect(given.recoveryActions).toEqual(['kill', 'clear_db', 'start']);
    expect(given.stopActions).toEqual(['kill']);
  });
});

test('a service is asked to end by TERM, or by the signal that it or `defaults` says', () => {
  expect(web({}).stopSignal).toBe('SIGTERM');
  expect(web({}, { defaults: { stop_signal: 'SIGINT' } }).stopSignal).toBe('SIGINT');
  expect(web({ stop_signal: 'SIGQUIT' }, { defaults: { stop_signal: 'SIGINT' } }).stopSignal).toBe('SIGQUIT');
  expect(problemsOfWeb({ stop_signal: 'SIGITN' })).toEqual([
    expect.stringMatching(/^processes\.web\.stop_signal: "SIGITN"; one of .* Did you mean "SIGINT"\?$/),
  ]);
});
