// How a command is run in a session of tmux: with its own variables, of which the server that may begin with it gets none. With
// the cookie of one service that would be taken for a part of it, and all sessions would end with that.

import type { Manager } from '../config/process-manager.ts';

/** A command with its surroundings. */
interface Run {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Of a session in which somebody has opened a window of his own, that of the service is made anew: it may be gone, or dead. */
const BEGIN = `tmux=$1 session=$2; shift 2
if first=$("$tmux" list-windows -t "=$session" -F '#{base-index}' 2> /dev/null); then
  exec "$tmux" new-window -d -k -t "=$session:\${first%%[!0-9]*}" "$@"
fi
exec "$tmux" new-session -d -s "$session" "$@"`;

/** The command that begins the session, or its first window, in which the given one runs. */
export function inSession<T extends Run>(run: T, manager: Extract<Manager, { kind: 'tmux' }>): T {
  const { argv, cwd, env } = run;
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const begin = ['/bin/sh', '-c', BEGIN, 'sh', ...manager.cli, manager.session, '-c', cwd];
  const own = Object.entries(env).filter(([name]) => !name.startsWith('WATCHDOG_'));
  return { ...run, argv: [...begin, 'env', ...variables, ...argv], env: Object.fromEntries(own) };
}
