// What is asked of the manager of a service, and what the answer means: which process it is, that there is none, or that nobody
// can tell. Knows not how a question is put.

import type { Manager } from '../config/process-manager.ts';
import type { ProcessFacts } from './process.ts';
import { parseTimestamp } from './timestamp.ts';

/** A question's answer, as the manager's own program gave it. */
export interface Reply {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a manager says of a service. `untold`: nothing that can be relied on. */
export type ManagerWord =
  | { readonly kind: 'pid'; readonly pid: number; readonly container?: Container }
  | { readonly kind: 'none' | 'untold'; readonly why: string };

/** By what the process of a container is told from one that only has its number: its daemon may count elsewhere. */
export interface Container {
  readonly id: string;
  /** By the clock of its daemon, milliseconds since 1970. */
  readonly startedAtMs: number | undefined;
}

/** The words by which he is asked. */
export function questionTo(manager: Manager): readonly string[] {
  const { cli } = manager;
  switch (manager.kind) {
    case 'tmux':
      return [...cli, 'list-panes', '-s', '-t', `=${manager.session}`, '-F', PANE];
    case 'systemd':
      return [...cli, 'show', `--property=${UNIT.join(',')}`, manager.unit];
    case 'docker':
      return [...cli, 'inspect', '--type', 'container', '--format', STATE, manager.container];
  }
}

const PANE = '#{window_index} #{base-index} #{pane_dead} #{pane_pid}';
const UNIT = ['LoadState', 'ActiveState', 'SubState', 'MainPID'] as const;
const STATE = '{{.State.Status}} {{.State.Pid}} {{.Id}} {{.State.StartedAt}}';

/** What his answer means. */
export function understand(manager: Manager, reply: Reply): ManagerWord {
  switch (manager.kind) {
    case 'tmux':
      return understandTmux(manager.session, reply);
    case 'systemd':
      return reply.exitCode === 0 ? understandUnit(manager.unit, reply.stdout) : failed('systemctl', reply);
    case 'docker':
      return reply.exitCode === 0
        ? understandState(manager.container, reply.stdout)
        : failed('docker', reply);
  }
}

/** It exits alike for whatever goes wrong, so that only its words tell. */
const NO_SESSION = /can't find (session|window)|no server running|\(No such file or directory\)/;

function understandTmux(session: string, reply: Reply): ManagerWord {
  if (reply.exitCode !== 0)
    return NO_SESSION.test(reply.stderr)
      ? { kind: 'none', why: `tmux has no session ${session}` }
      : failed('tmux', reply);
  const panes = reply.stdout.split('\n').map((line) => line.split(' '));
  const first = panes.find(([index, base, dead]) => index === base && dead === '0');
  return first === undefined
    ? { kind: 'none', why: `the first window of the tmux session ${session} has ended` }
    : pidOf(first[3], `tmux session ${session}`);
}

function understandUnit(unit: string, stdout: string): ManagerWord {
  const found = Object.fromEntries(stdout.split('\n').map((line) => line.split('=', 2)));
  const { LoadState: load, ActiveState: active, SubState: sub, MainPID: pid } = found;
  const state = `unit ${unit} is ${active} (${sub})`;
  if (load !== 'loaded') return { kind: 'untold', why: `unit ${unit}: systemd says it is ${load}` };
  if (pid !== '0') return pidOf(pid, state);
  return { kind: active === 'inactive' || active === 'failed' ? 'none' : 'untold', why: state };
}

/** In these nothing of a container runs; in all others it may, or is about to. */
const AT_REST = new Set(['created', 'exited', 'dead']);

function understandState(container: string, stdout: string): ManagerWord {
  const [status = '', pid, id = '', startedAt] = stdout.trim().split(' ');
  const state = `container ${container} is ${status}`;
  if (AT_REST.has(status)) return { kind: 'none', why: state };
  if (pid === '0') return { kind: 'untold', why: state };
  const word = pidOf(pid, state);
  return word.kind === 'pid' ? { ...word, container: { id, startedAtMs: parseTimestamp(startedAt) } } : word;
}

/** What docker and podman call a container. */
const ID = /^[0-9a-f]{64}$/;
/** From the birth of its process to when its daemon says that it has started. */
const LONGEST_BIRTH_MS = 5000;
const SLACK_MS = 2000;

/** Whether a process is a container's: it is in a cgroup that is named after that, or began just when that was started. */
export function isOfContainer(
  { startedAtMs }: ProcessFacts,
  cgroups: string | undefined,
  container: Container,
): boolean {
  if (ID.test(container.id) && cgroups?.includes(container.id)) return true;
  const afterMs = (container.startedAtMs ?? Number.NaN) - startedAtMs;
  return afterMs <= LONGEST_BIRTH_MS && afterMs >= -SLACK_MS;
}

function pidOf(text: string | undefined, state: string): ManagerWord {
  const pid = Number(text);
  return Number.isSafeInteger(pid) && pid > 1
    ? { kind: 'pid', pid }
    : { kind: 'untold', why: `${state}, and no process is named` };
}

function failed(program: string, { exitCode, stderr }: Reply): ManagerWord {
  const words = stderr.trim().split('\n').at(-1) ?? '';
  return { kind: 'untold', why: `${program} exited with code ${exitCode}: ${words.slice(0, 200)}` };
}
