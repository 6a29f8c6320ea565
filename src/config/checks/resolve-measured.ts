/** Settles the options of checks that measure something. */
import type { ResourcesProbe } from '../measured-probes.ts';
import type { CheckEntry } from './schema.ts';

const MIB = 1024 * 1024;

/** The limits of a `resources` check. */
export function resolveResources(entry: Extract<CheckEntry, { type: 'resources' }>): ResourcesProbe {
  return {
    kind: 'resources',
    maxMemoryBytes: entry.max_memory_mb === undefined ? undefined : entry.max_memory_mb * MIB,
    maxCpuPercent: entry.max_cpu_percent,
    maxOpenFiles: entry.max_open_files,
    maxProcesses: entry.max_processes,
    maxAgeSeconds: entry.max_age_seconds,
  };
}
