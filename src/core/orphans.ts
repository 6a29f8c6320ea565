// Who lives on of services: of those no longer configured, and of instances that another one has superseded. What carries
// a cookie that this record never issued is another watchdog's, and no orphan of ours.

import { enclosureOf, type Givers, shows } from './cookie.ts';
import type { Instance } from './instance.ts';
import type { ProcessFacts } from './process.ts';
import { type TreeRoots, treeOf } from './tree.ts';

/** A cookie, and the service for which this record issued it. */
export interface Issued {
  readonly key: string;
  readonly cookie: string;
}

/** What the record and the config say of who may live. */
export interface Roster {
  readonly configured: ReadonlySet<string>;
  /** By service; only those whose numbers mean anything here. */
  readonly instances: ReadonlyMap<string, Instance>;
  readonly issued: readonly Issued[];
  /** Of unfinished starts: whoever goes on with them adopts their holders. */
  readonly pending: readonly Issued[];
  /** By service, the users whose word for its cookies counts. */
  givers(key: string): Givers;
}

/** A living process that belongs to no current instance of a configured service. */
export interface Orphan {
  readonly key: string;
  readonly why: 'not_configured' | 'superseded';
  /** Its own, or that of its family where there is but one; absent when somebody else had started the service. */
  readonly cookie: string | undefined;
  readonly process: ProcessFacts;
}

/** The orphans among all processes. */
export function orphansOf(roster: Roster, table: readonly ProcessFacts[]): readonly Orphan[] {
  const found = lostRoots(roster, table).flatMap(([key, roots]) =>
    treeOf(roots, table).map((process) => orphan(key, process, { roster, roots })),
  );
  if (found.length === 0) return [];
  // What a service of today can claim is its own, whatever else it may seem to be.
  const current = new Set(currentRoots(roster).flatMap((roots) => treeOf(roots, table)));
  return found.filter(({ process }) => !current.has(process));
}

function orphan(
  key: string,
  process: ProcessFacts,
  { roster, roots }: { readonly roster: Roster; readonly roots: TreeRoots },
): Orphan {
  const why = roster.configured.has(key) ? 'superseded' : 'not_configured';
  const cookies = [...new Set([roots.instance?.cookie ?? [], roots.cookies].flat())];
  const [only, ...more] = cookies;
  const cookie = cookies.find((one) => shows(process, one)) ?? (more.length === 0 ? only : undefined);
  return { key, why, cookie, process };
}

/** By service, what to look for; only what has a living holder, or an instance on record. */
function lostRoots(roster: Roster, table: readonly ProcessFacts[]): readonly [string, TreeRoots][] {
  const shown = new Set(table.flatMap(({ marks }) => [marks?.instance, marks?.cgroup]));
  const lost = roster.issued.filter(
    (one) => (shown.has(one.cookie) || shown.has(enclosureOf(one.cookie))) && !isCurrent(roster, one),
  );
  const gone = [...roster.instances.keys()].filter((key) => !roster.configured.has(key));
  const keys = new Set([...gone, ...lost.map(({ key }) => key)]);
  return [...keys].map((key) => [
    key,
    {
      instance: roster.configured.has(key) ? undefined : roster.instances.get(key),
      cookies: lost.flatMap((one) => (one.key === key ? [one.cookie] : [])),
      givers: roster.givers(key),
    },
  ]);
}

function isCurrent({ configured, instances, pending }: Roster, { key, cookie }: Issued): boolean {
  if (!configured.has(key)) return false;
  return instances.get(key)?.cookie === cookie || pending.some((one) => one.cookie === cookie);
}

function currentRoots({ configured, instances, pending, givers }: Roster): readonly TreeRoots[] {
  return [...configured].map((key) => ({
    instance: instances.get(key),
    cookies: pending.flatMap((one) => (one.key === key ? [one.cookie] : [])),
    givers: givers(key),
  }));
}
