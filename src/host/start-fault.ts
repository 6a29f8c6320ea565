// Why a start would fail, where that can be told beforehand: what limps should not be ended when it could not be started
// again. Starts nothing; what it finds no fault with may fail all the same.

import { statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { asUser } from './as-user.ts';
import { environmentOf } from './env-file.ts';
import { findExposure } from './exposed-run.ts';
import type { RunSpec, StartNeeds } from './host.ts';
import { holderOf, holdsSocket, listenersOn } from './listeners.ts';
import { findOutputFault } from './output-file.ts';
import { ownPath } from './own-path.ts';
import { programOf } from './shell-line.ts';
import { type Attempt, findFault } from './spawn-fault.ts';

/** *Where: what was found. Do.*; undefined where nothing speaks against a start. */
export function findStartFault(spec: RunSpec, { ports, ended }: StartNeeds): string | undefined {
  const user = asUser(spec.user);
  if ('why' in user) return user.why;
  const uid = user.account?.uid ?? 0;
  const env = environmentOf(spec, uid);
  if ('why' in env) return env.why;
  const path = env.variables.PATH ?? ownPath(process.env);
  const attempt = { argv: spec.argv, cwd: spec.cwd, path };
  return (
    findFault(attempt) ??
    findLineFault(attempt) ??
    findExposure(attempt, uid) ??
    findOutputFault(spec.outputPath) ??
    findFullDisk(spec.outputPath) ??
    findTakenPort(ports, ended)
  );
}

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'dash']);

/** Of the program behind a shell, which is there itself whatever it is to run. */
function findLineFault({ argv, ...place }: Attempt): string | undefined {
  const [shell = '', flag, line = ''] = argv;
  const program = SHELLS.has(basename(shell)) && flag === '-c' ? programOf(line) : undefined;
  return program === undefined ? undefined : findFault({ argv: [program], ...place });
}

function findFullDisk(outputPath: string): string | undefined {
  const folder = dirname(outputPath);
  try {
    if (statfsSync(folder).bavail > 0) return undefined;
  } catch {
    return undefined; // a folder that is yet to be made
  }
  return `${folder}: its disk is full, and the output of the service goes there. Make room.`;
}

/** Held by somebody else; where we may not see who holds what, nobody is accused. */
function findTakenPort(ports: readonly number[], ended: readonly number[]): string | undefined {
  for (const port of ports) {
    const sockets = listenersOn(port);
    if (sockets.length === 0) continue;
    const isOurs = ended.some((pid) => holdsSocket(pid, sockets) !== false);
    if (!isOurs) return tellTaken(port, holderOf(sockets));
  }
  return undefined;
}

function tellTaken(port: number, holder: number | undefined): string {
  const who = holder === undefined ? 'somebody whom we may not see' : `pid ${holder}, which is none of it,`;
  return `port ${port}: ${who} listens there. See who that is; give one of them another port, or correct \`listens\`.`;
}
