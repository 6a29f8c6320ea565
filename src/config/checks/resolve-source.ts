/** Settles how the process of a service is found. */
import { absolutePath } from '../absolute-path.ts';
import type { ProcessSource } from '../check.ts';
import type { Disk } from '../disk.ts';
import type { Manager } from '../process-manager.ts';
import type { CheckEntry } from './schema.ts';

/** By what its manager or its `process` check says; nothing where it has neither. */
export function resolveSource(
  entries: readonly CheckEntry[] | undefined,
  manager: Manager | undefined,
  { folder, path }: Pick<Disk, 'folder' | 'path'>,
): ProcessSource | undefined {
  const configPath = path;
  if (manager !== undefined) return { kind: 'manager', manager, user: undefined, configPath };
  const entry = entries?.find(isProcessCheck);
  if (entry === undefined) return undefined;
  const { pidfile, match: pattern, user } = entry;
  const whose = { user, configPath };
  if (pidfile !== undefined) return { kind: 'pidfile', path: absolutePath(folder, pidfile), ...whose };
  return pattern === undefined ? { kind: 'record', ...whose } : { kind: 'match', pattern, ...whose };
}

/** Whether a check finds the process, in place of looking at something. */
export function isProcessCheck(entry: CheckEntry): entry is Extract<CheckEntry, { type: 'process' }> {
  return entry.type === 'process';
}
