// Somebody who reads a page and types what it says: in a home of his own, with the program and the heartbeat writer at hand.

import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WATCHDOG } from './invocation.ts';
import { ROOT } from './markdown.ts';

/** What came of a block of commands. */
export interface Ran {
  readonly output: string;
  /** The exit codes of commands that failed, in order. */
  readonly failures: string;
}

/** Who types. */
export interface Reader {
  /** What his shell has in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Types a block to its end: what fails does not end it. */
  types(text: string, cwd: string): Ran;
}

/** Makes a folder the home of a reader. */
export function readerIn(home: string, added: Readonly<Record<string, string>> = {}): Reader {
  for (const folder of ['bin', 'node_modules']) mkdirSync(join(home, folder));
  symlinkSync(WATCHDOG, join(home, 'bin/watchdog'));
  symlinkSync(join(ROOT, 'heartbeat-writer'), join(home, 'node_modules/heartbeat-writer'));
  const path = `${join(home, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const env = { PATH: path, HOME: home, ...added };
  return { env, types: (text, cwd) => type(text, cwd, env) };
}

function type(text: string, cwd: string, env: Reader['env']): Ran {
  const script = `trap 'failures="$failures $?"' ERR\n${text}\ntrap - ERR; echo "failures:$failures"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' });
  const [output = '', failures = 'it never came to its end'] = stdout.split('failures:');
  return { output: output + stderr, failures: failures.trim() };
}
