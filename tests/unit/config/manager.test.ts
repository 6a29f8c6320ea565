// Managers of services as they are written.

import type { Service } from '../../../src/config/config.ts';
import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOf } from './rejected-config.ts';

function resolved(web: object): Service | undefined {
  return interpretConfig(JSON.stringify({ processes: { web } }), '/srv/config.json').services[0];
}

const argv = (...words: readonly string[]) => ({ kind: 'argv', argv: words });

test('docker starts and stops its container, and says which process it is', () => {
  expect(resolved({ manager: { type: 'docker', container: 'web' } })).toMatchObject({
    foundBy: { kind: 'manager', manager: { kind: 'docker', container: 'web' } },
    commands: { start: argv('docker', 'start', 'web'), stop: argv('docker', 'stop', 'web') },
    stopActions: [{ action: 'stop' }, 'kill'],
  });
});

test('systemd does so with its unit, the user’s own also where cron starts us', () => {
  expect(resolved({ manager: { type: 'systemd', unit: 'web.service' } })?.commands).toEqual({
    start: argv('systemctl', 'start', 'web.service'),
    stop: argv('systemctl', 'stop', 'web.service'),
  });
  const own = resolved({ manager: { type: 'systemd', unit: 'web.service', user: true } });
  expect(JSON.stringify(own?.commands.start)).toMatch(/\/run\/user\/.* systemctl --user/);
});

test('tmux ends its session; what runs there is the start command, and a command of its own wins', () => {
  const manager = { type: 'tmux', session: 'web' };
  expect(resolved({ manager, commands: { start: ['app'] } })?.commands).toEqual({
    start: argv('app'),
    stop: argv('tmux', 'kill-session', '-t', '=web'),
  });
  const own = resolved({ manager, commands: { start: ['app'], stop: ['halt'] } });
  expect(own?.commands.stop).toMatchObject({ argv: expect.arrayContaining(['halt']) });
});

test.each([
  [{ manager: { type: 'tmux', session: 'web' } }, /^processes\.web\.commands\.start: nothing/],
  [
    { manager: { type: 'tmux', session: 'a.b' }, commands: { start: 'x' } },
    /^processes\.web\.manager\.session/,
  ],
  [{ manager: { type: 'docker' } }, /^processes\.web\.manager\.container: nothing/],
  [{ manager: { type: 'dokcer', container: 'web' } }, /^processes\.web\.manager/],
  [
    { manager: { type: 'docker', container: 'web' }, checks: [{ type: 'process' }] },
    /^processes\.web\.checks\[0\]: a check of type "process" beside a `manager`/,
  ],
  [
    { manager: { type: 'docker', container: 'web' }, listens: [80] },
    /^processes\.web\.listens: ports of a service with a `manager`; none/,
  ],
])('a service with %j is refused', (web, problem) => {
  expect(problemsOf({ processes: { web } })[0]).toMatch(problem);
});

test.each([
  [{ type: 'tmux', session: 'web' }, { type: 'tmux', session: 'web' }, 'the session web'],
  [{ type: 'docker', container: 'web' }, { type: 'docker', container: 'web' }, 'the container web'],
  [{ type: 'systemd', unit: 'web' }, { type: 'systemd', unit: 'web.service' }, 'the unit web.service'],
])('two services with %j and %j are refused: each would end the other', (first, second, words) => {
  const commands = { start: 'x' };
  const processes = { web: { manager: first, commands }, api: { manager: second, commands } };
  expect(problemsOf({ processes })).toEqual([
    `processes.api.manager: ${words}, which is also that of "web"; one of its own.`,
  ]);
});

test('a unit of the system and one of the user are two; so are sessions that differ by the index', () => {
  const commands = { start: 'x' };
  const unit = { type: 'systemd', unit: 'web' };
  const own = { manager: { ...unit, user: true }, commands };
  const workers = (session: string) => ({ manager: { type: 'tmux', session }, instances: 2, commands });
  const told = problemsOf({
    processes: { web: { manager: unit, commands }, own, v: workers('v{index}'), w: workers('w') },
  });
  expect(told).toEqual([
    'processes.w.manager: the session w, which is also that of "w-1"; one of its own. Instances differ by `{index}`.',
  ]);
});
