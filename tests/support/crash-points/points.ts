// The points of an act: its calls, each with every way in which it can go wrong. A point has a name by which it can be tried
// again alone.

import { ANYWHERE, type Call } from './calls.ts';

/** What happens at a call. */
export type Fault = 'SIGKILL' | 'ENOSPC' | 'EIO' | 'EMFILE' | 'EAGAIN';

/** A call and what happens at it. */
export interface Point extends Call {
  readonly fault: Fault;
  /** Whether all later calls of that name fail, too. */
  readonly isLasting: boolean;
}

/** The invocation is killed; or the call fails once; or it fails from then on. */
export const KINDS = ['killed', 'failing once', 'failing from then on'] as const;
/** One of them. */
export type Kind = (typeof KINDS)[number];

const ERRORS: readonly Fault[] = ['ENOSPC', 'EIO', 'EMFILE', 'EAGAIN'];

/** The points of one kind at a call. */
export function pointsAt(call: Call, kind: Kind): readonly Point[] {
  const isLasting = kind === 'failing from then on';
  return faultsAt(call, kind).map((fault) => ({ ...call, fault, isLasting }));
}

/** Of opening any file at all only this is asked: what if there are no more descriptors from now on. */
function faultsAt({ syscall, place }: Call, kind: Kind): readonly Fault[] {
  if (syscall === 'openat' && place === ANYWHERE) return kind === 'failing from then on' ? ['EMFILE'] : [];
  return kind === 'killed' ? ['SIGKILL'] : ERRORS;
}

/** The name of a point: `recover/pwrite64/14/SIGKILL`; a plus says that it lasts. */
export function nameOf(act: string, { syscall, nth, place, fault, isLasting }: Point): string {
  const called = syscall === 'openat' && place === ANYWHERE ? 'any-openat' : syscall;
  return [act, called, `${nth}${isLasting ? '+' : ''}`, fault].join('/');
}

/** The kind of the point of that name. */
export function kindOf(name: string): Kind {
  if (name.endsWith('/SIGKILL')) return 'killed';
  return name.includes('+/') ? 'failing from then on' : 'failing once';
}
