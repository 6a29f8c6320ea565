/** What the manager of a service brings with it: how it is called, and the commands that start and stop the service. */
import type { Manager } from './process-manager.ts';
import type { ServiceEntry } from './schema.ts';

/** Cron gives no XDG_RUNTIME_DIR, without which systemctl finds nobody. */
const USERS_SYSTEMCTL = [
  'sh',
  '-c',
  'test -n "$XDG_RUNTIME_DIR" || export XDG_RUNTIME_DIR=/run/user/$(id -u); exec systemctl --user "$@"',
  'systemctl',
];

/** The manager, and how he is called. */
export function resolveManager({ manager }: Pick<ServiceEntry, 'manager'>): Manager | undefined {
  switch (manager?.type) {
    case 'tmux':
      return { kind: 'tmux', cli: ['tmux'], session: manager.session };
    case 'systemd':
      return { kind: 'systemd', cli: manager.user ? USERS_SYSTEMCTL : ['systemctl'], unit: manager.unit };
    case 'docker':
      return { kind: 'docker', cli: ['docker'], container: manager.container };
    default:
      return undefined;
  }
}

/** The entry with the commands that its manager stands for; its own win. In a session runs what only the entry can say. */
export function withPresets<Entry extends Partial<ServiceEntry>>(entry: Entry): Entry {
  const manager = resolveManager(entry);
  return manager === undefined ? entry : { ...entry, commands: { ...presetsOf(manager), ...entry.commands } };
}

function presetsOf(manager: Manager): Record<string, string[]> {
  const { cli } = manager;
  switch (manager.kind) {
    case 'tmux':
      return { stop: [...cli, 'kill-session', '-t', `=${manager.session}`] };
    case 'systemd':
      return { start: [...cli, 'start', manager.unit], stop: [...cli, 'stop', manager.unit] };
    case 'docker':
      return { start: [...cli, 'start', manager.container], stop: [...cli, 'stop', manager.container] };
  }
}
