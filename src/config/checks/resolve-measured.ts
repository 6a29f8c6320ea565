/** Settles the options of checks that measure something. */
import { absolutePath } from '../absolute-path.ts';
import { startCommand } from '../command.ts';
import { LIMITS, type ProgressProbe, type ProgressSource, type ResourcesProbe } from '../measured-probes.ts';
import type { CheckEntry } from './schema.ts';

/** The limits of a `resources` check: each has failures of its own to count. */
export function resolveResources(
  entry: Extract<CheckEntry, { type: 'resources' }>,
): readonly ResourcesProbe[] {
  const limited = LIMITS.flatMap((limit) => {
    const most = entry[limit];
    return most === undefined ? [] : [{ kind: 'resources', limit, most } as const];
  });
  return limited.map((probe, index) => ({ ...probe, tellsOddities: index === 0 }));
}

type ProgressEntry = Extract<CheckEntry, { type: 'progress' }>;

/** Where paths begin, and commands run. */
export interface Surroundings {
  readonly folder: string;
  readonly cwd: string;
}

/** The number of a `progress` check, and how it must grow. */
export function resolveProgress(entry: ProgressEntry, surroundings: Surroundings): ProgressProbe {
  return {
    kind: 'progress',
    source: resolveNumber(entry, surroundings),
    minIncrease: entry.min_increase,
    withinSeconds: entry.within_seconds,
  };
}

function resolveNumber(entry: ProgressEntry, { folder, cwd }: Surroundings): ProgressSource {
  const { heartbeat, file, glob, command, sqlite = '', query = '', measure } = entry;
  if (heartbeat !== undefined) return { kind: 'heartbeat', field: heartbeat };
  if (command !== undefined) return { kind: 'command', command: startCommand(command, { cwd }) };
  // That it fits the other option is for a rule to say.
  if (file !== undefined)
    return { kind: 'file', path: absolutePath(folder, file), measure: measure === 'size' ? 'size' : 'mtime' };
  if (glob !== undefined) {
    const counted = measure === 'count' ? 'count' : 'newest';
    return { kind: 'glob', pattern: absolutePath(folder, glob), measure: counted };
  }
  return { kind: 'sqlite', path: absolutePath(folder, sqlite), query };
}
