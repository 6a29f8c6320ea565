// Of what nobody is told: of a service that is down because what it depends on is, and of one in maintenance. It is followed
// all the same, and told when it outlasts its reason.

import type { Book, Page } from './book.ts';
import { dependenciesOf } from './situation.ts';

/** How long a service may take to come back after what it depends on has. */
export const GRACE_MS = 120_000;

/** Mutes what nobody is to be told of for now, and has what mutes it know of it. */
export function mute(book: Book): void {
  for (const page of book.pages) {
    const { isTold, key } = page.incident;
    page.isMuted = !isTold && key !== undefined && hasReason(page, book);
  }
}

function hasReason({ incident: { key = '', topic } }: Page, book: Book): boolean {
  const { subjects } = book.situation;
  if (subjects.get(key)?.isInMaintenance) return true;
  if (topic !== 'down') return false;
  const needed = dependenciesOf(key, subjects);
  const causes = [...book.pages].filter(
    (page) => needed.has(page.incident.key ?? '') && isTrouble(page, book),
  );
  for (const cause of causes) blame(cause, key);
  return causes.length > 0;
}

/** It is down, or was until a moment ago. */
function isTrouble({ incident: { topic, closedAtMs } }: Page, { situation }: Book): boolean {
  if (topic !== 'down') return false;
  return closedAtMs === undefined || Math.abs(situation.atMs - closedAtMs) < GRACE_MS;
}

function blame(cause: Page, key: string): void {
  const { dependents } = cause.incident;
  if (dependents.includes(key)) return;
  cause.incident = { ...cause.incident, dependents: [...dependents, key] };
}
