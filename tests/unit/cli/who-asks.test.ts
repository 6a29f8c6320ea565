// Who asks, as far as the surroundings of a process show it; nothing that somebody has put there reaches a terminal.

import { userInfo } from 'node:os';
import { whoAsks } from '../../../src/cli/who-asks.ts';

const { username } = userInfo();
/** Whoever runs this may sit at a terminal. */
const without = (told: string) => told.replace(/ on (pts\/|tty)\w+/, '');

test.each([
  [{}, username],
  [{ SSH_CONNECTION: '192.0.2.7 50000 192.0.2.1 22' }, `${username} from 192.0.2.7`],
  [{ SSH_CONNECTION: '2001:db8::7 50000 2001:db8::1 22' }, `${username} from 2001:db8::7`],
  [{ SUDO_USER: 'ann.example' }, `${username} for ann.example`],
  [{ SUDO_USER: username }, username],
  [{ SUDO_USER: 'ann\u001b[31m', SSH_CONNECTION: '\u001b[31m 1 2 3' }, username],
])('with %j', (env, told) => {
  expect(without(whoAsks(env))).toBe(told);
});
