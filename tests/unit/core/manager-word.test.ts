// What the managers of services say. Recorded are the answers of tmux 3.3, and the failures of docker 28.2 and systemctl 252; the
// states of units and containers are as these document them.

import type { Manager } from '../../../src/config/process-manager.ts';
import { isOfContainer, questionTo, type Reply, understand } from '../../../src/core/manager-word.ts';
import { at } from '../../support/core/moments.ts';
import { aProcess } from '../../support/core/processes.ts';

const TMUX: Manager = { kind: 'tmux', cli: ['tmux'], session: 'web' };
const UNIT: Manager = { kind: 'systemd', cli: ['systemctl'], unit: 'web.service' };
const DOCKER: Manager = { kind: 'docker', cli: ['docker'], container: 'web' };

const says = (stdout: string): Reply => ({ exitCode: 0, stdout, stderr: '' });
const fails = (stderr: string): Reply => ({ exitCode: 1, stdout: '', stderr });
const unit = (pid: number, active: string, sub: string, load = 'loaded') =>
  says(`MainPID=${pid}\nLoadState=${load}\nActiveState=${active}\nSubState=${sub}\n`);

test.each<[string, Manager, Reply, object]>([
  [
    'the process of the first window is the service',
    TMUX,
    says('0 0 0 4711\n1 0 0 4712\n'),
    { kind: 'pid', pid: 4711 },
  ],
  ['also where windows are counted from 1', TMUX, says('1 1 0 4711\n'), { kind: 'pid', pid: 4711 }],
  ['a window that was opened beside it is not', TMUX, says('1 0 0 4712\n'), { kind: 'none' }],
  ['nor is one of which only the frame is left', TMUX, says('0 0 1 4711\n'), { kind: 'none' }],
  [
    'no session is none',
    TMUX,
    fails("can't find window: web\n"),
    { kind: 'none', why: 'tmux has no session web' },
  ],
  ['nor is it without a server', TMUX, fails('no server running on /tmp/tmux-0/default\n'), { kind: 'none' }],
  [
    'nor without its socket',
    TMUX,
    fails('error connecting to /tmp/tmux-0/default (No such file or directory)\n'),
    { kind: 'none' },
  ],
  [
    'a socket that is somebody else’s tells nothing',
    TMUX,
    fails('error connecting to /tmp/tmux-0/default (Permission denied)\n'),
    { kind: 'untold' },
  ],
  ['an active unit names its process', UNIT, unit(4711, 'active', 'running'), { kind: 'pid', pid: 4711 }],
  [
    'one that is being stopped, too',
    UNIT,
    unit(4711, 'deactivating', 'stop-sigterm'),
    { kind: 'pid', pid: 4711 },
  ],
  [
    'an inactive unit is none',
    UNIT,
    unit(0, 'inactive', 'dead'),
    { kind: 'none', why: 'unit web.service is inactive (dead)' },
  ],
  ['so is a failed one', UNIT, unit(0, 'failed', 'failed'), { kind: 'none' }],
  [
    'one that is about to be restarted may be on its way',
    UNIT,
    unit(0, 'activating', 'auto-restart'),
    { kind: 'untold' },
  ],
  [
    'one that is active without a process cannot be watched',
    UNIT,
    unit(0, 'active', 'exited'),
    { kind: 'untold' },
  ],
  [
    'a unit that systemd does not know tells nothing',
    UNIT,
    unit(0, 'inactive', 'dead', 'not-found'),
    { kind: 'untold' },
  ],
  [
    'nor does a bus that cannot be reached',
    UNIT,
    fails('Failed to connect to bus: No medium found\n'),
    { kind: 'untold', why: 'systemctl exited with code 1: Failed to connect to bus: No medium found' },
  ],
  [
    'nor does a host that systemd does not run',
    UNIT,
    fails(
      "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
    ),
    { kind: 'untold', why: 'systemctl exited with code 1: Failed to connect to bus: Host is down' },
  ],
  [
    'a running container names its process, itself, and since when it runs',
    DOCKER,
    says('running 4711 0a1b 2026-02-05T12:00:00.123456789Z\n'),
    { kind: 'pid', pid: 4711, container: { id: '0a1b', startedAtMs: at(0).wallMs + 123 } },
  ],
  ['a paused one, too', DOCKER, says('paused 4711\n'), { kind: 'pid', pid: 4711 }],
  [
    'one that has exited is none',
    DOCKER,
    says('exited 0\n'),
    { kind: 'none', why: 'container web is exited' },
  ],
  ['one that was never started is none', DOCKER, says('created 0\n'), { kind: 'none' }],
  ['one that docker restarts may be on its way', DOCKER, says('restarting 0\n'), { kind: 'untold' }],
  [
    'one that does not exist tells nothing',
    DOCKER,
    fails('Error response from daemon: No such container: web\n'),
    { kind: 'untold' },
  ],
  ['an answer that makes no sense tells nothing', DOCKER, says('running nobody\n'), { kind: 'untold' }],
  ['pid 1 is never a service', DOCKER, says('running 1\n'), { kind: 'untold' }],
])('%s', (_, manager, reply, expected) => {
  expect(understand(manager, reply)).toMatchObject(expected);
});

const ID = '0123456789abcdef'.repeat(4);
// It began ten minutes before noon.
const PROCESS = aProcess(4711);

test.each<[string, string | undefined, number | undefined, boolean]>([
  ['is in a cgroup that is named after it', `0::/system.slice/docker-${ID}.scope\n`, undefined, true],
  ['is so, though its daemon has another clock', `4:memory:/docker/${ID}\n`, at(3600).wallMs, true],
  ['began just before its daemon said so', undefined, at(-597).wallMs, true],
  ['began at another time', '0::/user.slice\n', at(-500).wallMs, false],
  ['began after it', '0::/user.slice\n', at(-700).wallMs, false],
  ['tells by nothing', undefined, undefined, false],
])('a process that %s: whether it is the container’s', (_, cgroups, startedAtMs, expected) => {
  expect(isOfContainer(PROCESS, cgroups, { id: ID, startedAtMs })).toBe(expected);
});

test('a container without a whole id is not known by it', () => {
  expect(isOfContainer(PROCESS, '0::/system.slice\n', { id: 's', startedAtMs: undefined })).toBe(false);
});

test('a session is asked for by its whole name', () => {
  expect(questionTo(TMUX)).toContain('=web');
});
