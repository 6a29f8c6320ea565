// Reads the variables that a program is to find in its environment from a file of `NAME=value` lines. Knows not what they are for,
// and tells nobody what they say: they may be secrets.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { errorCode } from './error-code.ts';
import { exposureOf, isRoot } from './exposure.ts';
import type { RunSpec } from './host.ts';

/** The variables of a file, or why it may not or cannot be used: *where: found; expected. Do.* */
type EnvFile = { readonly variables: Readonly<Record<string, string>> } | { readonly why: string };

const LARGEST_BYTES = 64 * 1024;
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** All variables that a program gets from us, to run as a user of that number. */
export function environmentOf({ env, envFile }: Pick<RunSpec, 'env' | 'envFile'>, runsAs: number): EnvFile {
  const read = envFile === undefined ? undefined : readEnvFile(envFile, runsAs);
  if (read === undefined) return { variables: env };
  return 'why' in read ? read : { variables: { ...read.variables, ...env } };
}

/** For a program that runs as a user of that number. As root it must be one that nobody else can change. */
function readEnvFile(path: string, runsAs: number): EnvFile {
  const exposure = isRoot() ? exposureOf(path, [0, runsAs]) : undefined;
  if (exposure !== undefined)
    return {
      why: `env_file ${path}: ${exposure}; expected one that only root or the service's user can change. Do chown and chmod go-w.`,
    };
  try {
    const text = readPlain(path);
    if (text === undefined)
      return {
        why: `env_file ${path}: found no plain file of at most ${LARGEST_BYTES / 1024} KiB; expected one.`,
      };
    return { variables: withoutOurs(parseEnv(text)) };
  } catch (error) {
    return {
      why: `env_file ${path}: it could not be read (${errorCode(error)}); expected a file of NAME=value lines.`,
    };
  }
}

function readPlain(path: string): string | undefined {
  const descriptor = openSync(path, FLAGS);
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= LARGEST_BYTES ? readFileSync(descriptor, 'utf8') : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** By those we know again what we have started. */
function withoutOurs(found: NodeJS.Dict<string>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(found))
    if (value !== undefined && !name.startsWith('WATCHDOG_')) variables[name] = value;
  return variables;
}
