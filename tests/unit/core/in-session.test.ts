// How a command is run in a session of tmux.

import { inSession } from '../../../src/core/in-session.ts';

test('its variables are the command’s own; the server that may begin with it gets none of ours', () => {
  const env = { WATCHDOG_INSTANCE: 'c-1', TMUX_TMPDIR: '/t', NAME: 'a b' };
  const run = { argv: ['app', '-x'], cwd: '/srv', env, user: undefined };
  const manager = { kind: 'tmux', cli: ['tmux'], session: 'web' } as const;
  expect(inSession(run, manager)).toEqual({
    argv: [
      ...[
        '/bin/sh',
        '-c',
        expect.stringContaining('new-session -d'),
        'sh',
        'tmux',
        'web',
        '-c',
        '/srv',
        'env',
      ],
      ...['WATCHDOG_INSTANCE=c-1', 'TMUX_TMPDIR=/t', 'NAME=a b', 'app', '-x'],
    ],
    cwd: '/srv',
    env: { TMUX_TMPDIR: '/t', NAME: 'a b' },
    user: undefined,
  });
});
