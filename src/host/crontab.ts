// Reads and writes the crontab of a user by the machine's own `crontab`. A text of it has one character for each byte, so that what
// is no UTF-8 comes back as it was. Knows nothing of what its lines say.

import { spawnSync } from 'node:child_process';
import { childEnvironment } from './environment.ts';
import { errorCode } from './error-code.ts';

/** A crontab; one that does not exist is empty. Or why nobody can tell what it says. */
export type CrontabReading = { readonly text: string } | { readonly why: string };

const TIMEOUT_MS = 30_000;
/** How the crons there are say that a user has none: it is no failure. */
const HAS_NONE = /^(crontab: )?no crontab for |can't open '[^']*': No such file or directory/im;

/** The crontab of `user`, or our own. */
export function readCrontab(user: string | undefined): CrontabReading {
  const { status, stdout, stderr, error } = call(user, ['-l']);
  if (error !== undefined) return { why: `crontab: could not be run (${errorCode(error)})` };
  if (status === 0) return { text: stdout };
  if (status === 1 && stdout === '' && HAS_NONE.test(stderr)) return { text: '' };
  return { why: `crontab -l: ended with ${status}: ${inWords(stderr)}` };
}

/** Replaces the whole crontab; answers why that was refused. */
export function writeCrontab(text: string, user: string | undefined): string | undefined {
  const { status, stderr, error } = call(user, ['-'], text);
  if (error !== undefined) return `crontab: could not be run (${errorCode(error)})`;
  return status === 0 ? undefined : `crontab -: ended with ${status}: ${inWords(stderr)}`;
}

/** The text as it is in a crontab, with one character for each byte; and back. */
export function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What those bytes say. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function call(user: string | undefined, words: readonly string[], input = '') {
  const whose = user === undefined ? [] : ['-u', user];
  return spawnSync('crontab', [...whose, ...words], {
    // Its words are told apart, so that they must be English.
    env: childEnvironment(process.env, { LC_ALL: 'C' }, undefined),
    input,
    encoding: 'latin1',
    timeout: TIMEOUT_MS,
    maxBuffer: 16 * 2 ** 20,
  });
}

function inWords(stderr: string): string {
  return fromBytes(stderr).trim().replace(/\s+/g, ' ') || 'it said nothing';
}
