// Writes down how a living service was before we end it of our own accord. It fails no recovery, and holds none up for long.

import { join } from 'node:path';
import { blackBoxName, tellBlackBox } from '../core/black-box.ts';
import type { ProcessFacts } from '../core/process.ts';
import { type TreeRoots, treeOf } from '../core/tree.ts';
import { diagnose } from './diagnose.ts';
import type { Job } from './job.ts';
import { seeProcesses } from './see-processes.ts';

/** Keeps a black box of what is about to be ended: once in a recovery, and never where somebody asked for its end. */
export async function keepBlackBox(job: Job, roots: TreeRoots): Promise<void> {
  if (!isWanted(job)) return;
  const { recovery, course, world } = job;
  const seen = seeProcesses(world.host);
  const tree = seen.kind === 'seen' ? treeOf(roots, seen.table) : [];
  if (tree.length === 0) return;
  course.hasBlackBox = true;
  const { instance } = roots;
  const target = instance?.beating ?? instance?.leader ?? tree[0];
  const path = join(world.config.logDir, 'incidents', blackBoxName(recovery, world.host.now().wallMs));
  const why = await keep(job, { path, tree, targetPid: target?.pid });
  if (why === undefined) world.store.noteBlackBox(recovery.id, path);
  const message = why === undefined ? `black box: ${path}` : `black box: not kept: ${why}`;
  world.log({ level: why === undefined ? 'INFO' : 'WARNING', key: recovery.key, message });
}

function isWanted({ recovery, course, world }: Job): boolean {
  const { enabled } = world.config.blackBox;
  return enabled && recovery.purpose === 'recover' && recovery.blackBox === undefined && !course.hasBlackBox;
}

interface Subject {
  readonly path: string;
  readonly tree: readonly ProcessFacts[];
  readonly targetPid: number | undefined;
}

/** Writes it; answers why it could not be written. What it prints when asked may be in its own output, which is read last. */
async function keep(job: Job, { path, tree, targetPid }: Subject): Promise<string | undefined> {
  const { service, recovery, world } = job;
  const atMs = world.host.now().wallMs;
  const examined = await world.host.examine(tree.map(({ pid }) => pid));
  const diagnosis = await diagnose(job, targetPid);
  const outputs = [
    ...(diagnosis === undefined ? [] : [{ title: 'what diagnose printed', path: diagnosis.outputPath }]),
    { title: 'its last words', path: join(world.config.logDir, `${service.key}.log`) },
  ];
  const text = tellBlackBox({ recovery, atMs, tree, examined, diagnosis: diagnosis?.message });
  return world.host.keepIncident({ path, text, outputs }, world.config.blackBox);
}
