// The cookie of an instance as processes show it, and whose word for it counts: a heartbeat tells it to whoever may read
// that, and anybody can put it into the environment of what he starts. Knows nothing of who belongs to which service.

import { hasOptedOut, type ProcessFacts, type ProcessMarks } from './process.ts';

/** The users whose word for a cookie counts; anybody's, as long as nobody can have heard of it. */
export type Givers = readonly number[] | 'anybody';

type Marked = Pick<ProcessFacts, 'marks'>;

/** As many characters of a cookie as tell it from any other, and too few to be it. */
const NAME_LENGTH = 18;

/** The name of the cgroup of an instance, which everybody can read: a part of its cookie, so that nobody learns that by it. */
export function enclosureOf(cookie: string): string {
  return cookie.slice(0, NAME_LENGTH);
}

/** Whether a process shows a cookie, whoever gave it that: by its environment; failing that, by its cgroup. */
export function shows({ marks }: Marked, cookie: string): boolean {
  if (marks === undefined || hasOptedOut(marks)) return false;
  return marks.instance === undefined ? isIn(marks, cookie) : marks.instance === cookie;
}

/** Whether a process shows any cookie at all. */
export function showsAny({ marks }: Marked): boolean {
  return marks !== undefined && !hasOptedOut(marks) && (marks.instance ?? marks.cgroup) !== undefined;
}

/** Whether a process has a cookie for certain: it is in the cgroup of that, or somebody gave it that whose word counts. */
export function bears(process: Marked, cookie: string, givers: Givers): boolean {
  const { marks } = process;
  if (marks === undefined || !shows(process, cookie)) return false;
  return isIn(marks, cookie) || isGivenBy(process, givers);
}

/** Whether one of these users gave a process its environment. */
export function isGivenBy({ marks }: Marked, givers: Givers): boolean {
  return givers === 'anybody' || (marks !== undefined && givers.includes(giverOf(marks)));
}

/** The user who gave a process its environment. */
export function giverOf({ givenBy, uid }: ProcessMarks): number {
  return givenBy ?? uid;
}

function isIn({ cgroup }: ProcessMarks, cookie: string): boolean {
  return cgroup !== undefined && cgroup === enclosureOf(cookie);
}
