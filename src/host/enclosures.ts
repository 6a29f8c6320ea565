// The cgroups in which nothing lives but what a termination is after: they can be killed as one, and must be empty when it is
// over. Does not know how a cgroup is killed.

import type { ProcessFacts } from '../core/process.ts';
import { cgroupOf, isPopulated, killCgroup, removeCgroup } from './cgroup.ts';

/** The cgroups that belong to a quarry. */
export interface Enclosures {
  /** Takes note of where those picked live, and in which of these places somebody else lives too. */
  follow(table: readonly ProcessFacts[], picked: readonly ProcessFacts[]): void;
  /** Kills all in them at once. */
  kill(): void;
  /** The folders of those in which something lives, seen by us or not. */
  populated(): readonly string[];
  /** Removes those that are empty. */
  remove(): void;
}

/** Starts to keep track. */
export function createEnclosures(): Enclosures {
  const folders = new Map<string, string>();
  let shared: ReadonlySet<string> = new Set();
  const own = (): readonly string[] =>
    [...folders].flatMap(([name, folder]) => (shared.has(name) ? [] : [folder]));
  return {
    follow: (table, picked) => {
      for (const { pid, marks } of picked) {
        const folder = marks?.cgroup && !folders.has(marks.cgroup) && cgroupOf(pid, marks.cgroup);
        if (marks?.cgroup && folder) folders.set(marks.cgroup, folder);
      }
      const pids = new Set(picked.map(({ pid }) => pid));
      // One that opted out may have stayed: then the others are killed one by one.
      const others = table.filter(({ pid }) => !pids.has(pid));
      shared = new Set(others.flatMap(({ marks }) => marks?.cgroup ?? []));
    },
    kill: () => own().forEach(killCgroup),
    populated: () => own().filter(isPopulated),
    remove: () => [...folders.values()].forEach(removeCgroup),
  };
}
