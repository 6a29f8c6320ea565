// How a config asks for logs.

import { interpretConfig } from '../../../../src/config/load.ts';
import { problemsOfWeb, soundService } from '../rejected-config.ts';

test('a log lies beside the config, and need only do what is asked of it', () => {
  const web = {
    ...soundService(),
    checks: [{ type: 'log', path: 'logs/web.log', grows_within_seconds: 60 }],
  };
  const config = interpretConfig(JSON.stringify({ processes: { web } }), '/srv/config.json');
  expect(config.services[0]?.checks[0]?.probe).toEqual({
    kind: 'log',
    path: '/srv/logs/web.log',
    growsWithinSeconds: 60,
    mustNotMatch: undefined,
  });
});

test('a log in which something must not be found does not tell that its service lives', () => {
  const checks = [{ type: 'log', path: 'web.log', must_not_match: 'FATAL' }];
  expect(problemsOfWeb({ heartbeat_path: undefined, checks })).toEqual([
    expect.stringMatching(/^processes\.web\.heartbeat_path: nothing; /),
  ]);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['of no file', { must_not_match: 'x' }, /^processes\.web\.checks\[0\]\.path: nothing; a path/],
  [
    'of which nothing is asked',
    { path: 'a' },
    /checks\[0\]: neither `grows_within_seconds` nor `must_not_match`/,
  ],
  [
    'that grows in no time',
    { path: 'a', grows_within_seconds: 0 },
    /\.grows_within_seconds: 0; a number of sec/,
  ],
  [
    'with a pattern that is none',
    { path: 'a', must_not_match: '(' },
    /\.must_not_match: "\(", missing closing/,
  ],
])('a log %s is refused', (_, check, problem) => {
  expect(problemsOfWeb({ checks: [{ type: 'log', ...check }] })).toEqual([expect.stringMatching(problem)]);
});
