// How a config asks for commands.

import { interpretConfig } from '../../../../src/config/load.ts';
import { problemsOfWeb, soundService } from '../rejected-config.ts';

test.each([
  ['curl -f localhost', { kind: 'shell', line: 'curl -f localhost' }],
  [['curl', '-f'], { kind: 'argv', argv: ['curl', '-f'] }],
  ['./ask.sh', { kind: 'script', path: '/srv/web/ask.sh', args: [] }],
])('%j is run as a start command is, and no cleanup arguments are added', (command, resolved) => {
  const web = { ...soundService(), cwd: 'web', checks: [{ type: 'command', command }] };
  const config = interpretConfig(JSON.stringify({ processes: { web } }), '/srv/config.json');
  expect(config.services[0]?.checks[0]?.probe).toEqual({ kind: 'command', command: resolved });
});

test('a check without a command is refused', () => {
  expect(problemsOfWeb({ checks: [{ type: 'command' }] })).toEqual([
    expect.stringMatching(/^processes\.web\.checks\[0\]\.command: nothing; a script, a shell line/),
  ]);
});
