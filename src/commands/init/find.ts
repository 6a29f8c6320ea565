// What runs here that might be a service: files that beat in the usual folders, and processes that say whose they are.

import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readDocument } from '../../core/heartbeat.ts';
import { type Candidate, candidatesIn } from '../../core/init/candidate.ts';
import { foundBeats } from '../../host/found-beats.ts';
import { foundProcesses } from '../../host/found-processes.ts';
import type { Surroundings } from '../surroundings.ts';

const BELOW_HERE = ['', 'heartbeats', 'run', 'data', 'tmp', 'state'];

/** The candidates here, or those that beat in one folder. */
export function findCandidates(
  lookIn: string | undefined,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
): readonly Candidate[] {
  if (lookIn === undefined)
    return candidatesIn(foundBeats(usualFolders(cwd, env), readDocument), foundProcesses());
  const folder = resolve(cwd, lookIn);
  const isOutside = (path = '') => dirname(path) !== folder;
  // Without a key it is nobody's but by a beat that names it.
  const processes = foundProcesses().map((one) =>
    isOutside(one.heartbeatPath) ? { ...one, key: undefined } : one,
  );
  return candidatesIn(foundBeats([folder], readDocument), processes);
}

function usualFolders(
  cwd: string,
  { HOME, XDG_RUNTIME_DIR, XDG_STATE_HOME }: Surroundings['env'],
): readonly string[] {
  const own = [XDG_RUNTIME_DIR, XDG_STATE_HOME, HOME && join(HOME, 'heartbeats'), '/run', '/tmp', '/var/tmp'];
  const far = own.filter((folder) => folder !== undefined && isAbsolute(folder)) as string[];
  return [...new Set([...BELOW_HERE.map((name) => join(cwd, name)), ...far])];
}
