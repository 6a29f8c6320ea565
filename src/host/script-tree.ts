// What is left of a script at its deadline: what carries its mark, and what is in the session that was made for it.
// Does not end anything, nor know how a script is told from a service.

import type { ProcessFacts } from '../core/process.ts';
import type { Selection } from './host.ts';

/**
 * Picks what is left of a script, by what is known of its first process and by its mark. The number of its session is
 * given to somebody else once nobody is left in that: who is known to be of the script and in there vouches for the others, and
 * so does the name of the session, where the kernel gives it one.
 */
export function scriptTree(leader: ProcessFacts | undefined, mark: string | undefined): Selection {
  let known: readonly ProcessFacts[] = leader === undefined ? [] : [leader];
  const isMarked = ({ marks }: ProcessFacts) => mark !== undefined && marks?.step === mark;
  const isTogether = ({ sid, pgid }: ProcessFacts) => sid === leader?.pid || pgid === leader?.pid;
  const isKnown = (it: ProcessFacts) => isMarked(it) || known.some((one) => isSame(one, it));
  return (table) => {
    const isOwn = table.some((it) => isTogether(it) && isKnown(it));
    known = table.filter((it) => isMarked(it) || isInNamedSession(it, leader) || (isOwn && isTogether(it)));
    return known;
  };
}

function isSame(a: ProcessFacts, b: ProcessFacts): boolean {
  return a.pid === b.pid && a.startTicks === b.startTicks;
}

function isInNamedSession(it: ProcessFacts, leader: ProcessFacts | undefined): boolean {
  const name = leader && sessionOf(leader);
  return name !== undefined && sessionOf(it) === name;
}

function sessionOf({ marks, session }: ProcessFacts): string | undefined {
  return marks === undefined ? session : marks.session;
}
