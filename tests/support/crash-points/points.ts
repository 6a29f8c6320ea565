// The points of an act: its calls, each with every way in which it can go wrong. A point has a name by which it can be tried
// again alone.

import { ANYWHERE, type Call, LOOKS } from './calls.ts';
import { isInStage } from './places.ts';

/** What happens at a call. */
export type Fault = 'SIGKILL' | 'ENOSPC' | 'EIO' | 'EMFILE' | 'EAGAIN';

/** A call and what happens at it. */
export interface Point extends Call {
  readonly fault: Fault;
  readonly lasting: Lasting;
}

/** How many calls of that name, from this one on, meet the fault. */
export type Lasting = 'one' | 'some' | 'all';

/** The invocation is killed; or the call fails once, or it and those that follow it, or it fails from then on. */
export const KINDS = ['killed', 'failing once', 'failing for a while', 'failing from then on'] as const;
/** One of them. */
export type Kind = (typeof KINDS)[number];

const ERRORS: readonly Fault[] = ['ENOSPC', 'EIO', 'EMFILE', 'EAGAIN'];

const LASTING: Readonly<Record<Kind, Lasting>> = {
  killed: 'one',
  'failing once': 'one',
  'failing for a while': 'some',
  'failing from then on': 'all',
};

/** How long a shortage of `some` lasts, in calls: as there are points `anywhere` every ten opens, none is left out. */
export const SOME = 20;

/** How a number is marked in a name. */
const MARKS: Readonly<Record<Lasting, string>> = { one: '', some: '~', all: '+' };

/** The points of one kind at a call. */
export function pointsAt(call: Call, kind: Kind): readonly Point[] {
  return faultsAt(call, kind).map((fault) => ({ ...call, fault, lasting: LASTING[kind] }));
}

function faultsAt({ syscall, place }: Call, kind: Kind): readonly Fault[] {
  const isAnyOpen = syscall === 'openat' && place === ANYWHERE;
  // Of opening any file at all only this is asked: what if there is no descriptor left.
  if (isAnyOpen) return kind === 'killed' ? [] : ['EMFILE'];
  if (kind === 'failing for a while') return [];
  if (kind !== 'killed') return ERRORS;
  // To be killed while looking is the same as right before what comes next.
  const isLook = LOOKS.includes(syscall) || (place !== ANYWHERE && !isInStage(place));
  return isLook ? [] : ['SIGKILL'];
}

/** The name of a point: `recover/state/watchdog.db-wal/pwrite64/14/SIGKILL`; a tilde or plus says that it lasts. */
export function nameOf(act: string, { syscall, nth, place, fault, lasting }: Point): string {
  return [act, place, syscall, `${nth}${MARKS[lasting]}`, fault].join('/');
}

/** The kind of the point of that name. */
export function kindOf(name: string): Kind {
  if (name.endsWith('/SIGKILL')) return 'killed';
  const [mark] = /[~+](?=\/\w+$)/.exec(name) ?? [''];
  return KINDS.find((kind) => kind !== 'killed' && MARKS[LASTING[kind]] === mark) ?? 'failing once';
}
