// The processes of a service as people know them: command line, share of processor and memory.

import type { Instance } from '../core/instance.ts';
import { treeOf } from '../core/tree.ts';
import type { Host } from '../host/host.ts';
import { type ListedProcess, listProcesses } from '../host/process-list.ts';
import { seeProcesses } from '../supervision/see-processes.ts';

/** All that lives of an instance, for showing; nothing while not everybody can be seen. */
export async function listTree(
  instance: Instance | undefined,
  host: Pick<Host, 'processTable'>,
): Promise<readonly ListedProcess[]> {
  const seen = seeProcesses(host);
  if (seen.kind === 'unknown') return [];
  const tree = treeOf({ instance, cookies: [], givers: [] }, seen.table);
  return tree.length === 0 ? [] : listProcesses(tree.map(({ pid }) => pid));
}
