// Whether those whose beats stay out could not have written them: where they lie nothing can be written. Looked at only when
// some beats are missing, so that a healthy tick asks nothing.

import { dirname } from 'node:path';
import { type HostTrouble, MUTE } from '../core/host-trouble.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Host } from '../host/host.ts';
import type { Finding } from './finding.ts';

/** What a file that cannot be written leads to. */
const OF_BEATS: ReadonlySet<Verdict> = new Set(['timed_out', 'no_heartbeat', 'invalid_heartbeat']);

/** One trouble for each file system on which beats are missing and nothing can be written; it holds only these services. */
export function muteFolders(
  findings: Iterable<Finding>,
  host: Pick<Host, 'findWriteFault'>,
): readonly HostTrouble[] {
  const troubles = new Map<number, HostTrouble & { readonly keys: Set<string> }>();
  for (const [folder, keys] of silentByFolder(findings)) {
    const fault = host.findWriteFault(folder);
    if (fault === undefined) continue;
    const trouble = troubles.get(fault.fileSystem) ?? troubleOf(folder, fault);
    for (const key of keys) trouble.keys.add(key);
    troubles.set(fault.fileSystem, trouble);
  }
  return [...troubles.values()];
}

function silentByFolder(findings: Iterable<Finding>): ReadonlyMap<string, readonly string[]> {
  const byFolder = new Map<string, string[]>();
  for (const { service, judged, decision } of findings) {
    const { key, heartbeatPath } = service;
    if (!OF_BEATS.has(judged.verdict) || heartbeatPath === undefined || decision.reason === 'off') continue;
    const folder = dirname(heartbeatPath);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), key]);
  }
  return byFolder;
}

function troubleOf(
  folder: string,
  { fileSystem, why }: { readonly fileSystem: number; readonly why: string },
) {
  const detail = `heartbeats cannot be written in ${folder}: ${why}`;
  return { name: `${MUTE} ${fileSystem}`, detail, keys: new Set<string>() };
}
