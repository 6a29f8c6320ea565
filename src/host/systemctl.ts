// Asks systemd, for the machine or for ourselves, and knows where it looks for units. Knows nothing of what they do.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment } from './environment.ts';
import { errorCode } from './error-code.ts';

/** Whose units: those of the machine, or of one user. */
export type Scope = 'system' | 'user';

const TIMEOUT_MS = 60_000;

/** Where units of our own are kept. */
export function unitFolder(scope: Scope, env: Readonly<Record<string, string | undefined>>): string {
  if (scope === 'system') return '/etc/systemd/system';
  const { XDG_CONFIG_HOME: config, HOME: home = '' } = env;
  return join(config?.startsWith('/') ? config : join(home, '.config'), 'systemd/user');
}

/** Runs `systemctl` with these words; answers why it failed. */
export function systemctl(scope: Scope, words: readonly string[]): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: bus } = process.env;
  const { status, stderr, error } = spawnSync('systemctl', [`--${scope}`, ...words], {
    env: childEnvironment(process.env, bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus }, undefined),
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  if (error !== undefined) return `systemctl: could not be run (${errorCode(error)})`;
  const said = stderr.trim().replace(/\s+/g, ' ');
  return status === 0
    ? undefined
    : `systemctl ${words.join(' ')}: ended with ${status}${said && `: ${said}`}`;
}
