// What systemd, where it runs, says of its units and of logins. Elsewhere there are none. Changes nothing.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { childEnvironment } from './environment.ts';
import type { Scope } from './systemctl.ts';

/** A unit that it knows. */
export interface Unit {
  readonly name: string;
  readonly isLoaded: boolean;
  readonly isActive: boolean;
  readonly killMode: string;
  /** The unit that this one starts, as a timer does; empty elsewhere. */
  readonly starts: string;
  /** All that its properties say, its command among them. */
  readonly text: string;
}

/** Where logind is told otherwise than it was built: no distribution of note builds it so that it ends them. */
const CONFIGS = ['/etc/systemd/logind.conf', '/usr/lib/systemd/logind.conf'];
const YES = new Set(['yes', 'true', '1', 'on']);
const TIMEOUT_MS = 5000;
const PROPERTIES = 'Id,LoadState,ActiveState,KillMode,Unit,Description,ExecStart';

/** The units of those names, which may have `*` in them: of the system, and of our own user. */
export async function unitsOf(patterns: readonly string[]): Promise<readonly Unit[]> {
  if (patterns.length === 0) return [];
  const asked = scopes().map((scope) => show([`--${scope}`, 'show', ...patterns, '-p', PROPERTIES]));
  return (await Promise.all(asked)).flatMap(parseUnits);
}

/** A user without a folder of the login has no systemd of his own that could answer. */
function scopes(): readonly Scope[] {
  return process.env.XDG_RUNTIME_DIR === undefined ? ['system'] : ['system', 'user'];
}

/** Whether processes of a login are ended with it. */
export function killsAtLogout(): boolean {
  return CONFIGS.some((path) => YES.has(valueIn(textOf(path), 'KillUserProcesses').toLowerCase()));
}

/** Whether what a user runs goes on after logout. */
export function hasLingering(user: string): boolean {
  return existsSync(`/var/lib/systemd/linger/${user}`);
}

/** The units in what `systemctl show` prints. */
function parseUnits(printed: string): readonly Unit[] {
  return printed
    .split(/\n\n+/)
    .filter((block) => block.trim() !== '')
    .map((text) => ({
      name: valueIn(text, 'Id'),
      isLoaded: valueIn(text, 'LoadState') === 'loaded',
      isActive: valueIn(text, 'ActiveState') === 'active',
      killMode: valueIn(text, 'KillMode'),
      starts: valueIn(text, 'Unit'),
      text,
    }));
}

/** What lines such as `Name=value` say of a name, empty where they say nothing. */
function valueIn(text: string, name: string): string {
  const lines = text.split('\n').map((line) => line.split('='));
  const found = lines.find(([said = '']) => said.trim() === name);
  return found?.slice(1).join('=').trim() ?? '';
}

/** Where there is no systemd, or it does not run, nothing is said. */
function show(words: readonly string[]): Promise<string> {
  const options = { env: childEnvironment(process.env, { LC_ALL: 'C' }, undefined), timeout: TIMEOUT_MS };
  return new Promise((resolve) => {
    execFile('systemctl', words, options, (error, stdout) => resolve(error === null ? stdout : ''));
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
