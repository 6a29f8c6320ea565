/** Settles the checks of the host. */
import { absolutePath } from './absolute-path.ts';
import type { HostCheck } from './host-check.ts';
import type { HostCheckEntry } from './schema.ts';

/** The checks of the host, in the file's order. */
export function resolveHostChecks(
  entries: readonly HostCheckEntry[] | undefined,
  folder: string,
): readonly HostCheck[] {
  return (entries ?? []).map((entry) => resolveOne(entry, folder));
}

function resolveOne(entry: HostCheckEntry, folder: string): HostCheck {
  switch (entry.type) {
    case 'disk':
      return {
        kind: 'disk',
        path: absolutePath(folder, entry.path),
        minFreeMb: entry.min_free_mb,
        minFreePercent: entry.min_free_percent,
      };
    case 'load':
      return { kind: 'load', maxPerCore: entry.max_per_core };
    case 'memory_pressure':
      return { kind: 'memory_pressure', maxPercent: entry.max_percent };
  }
}
