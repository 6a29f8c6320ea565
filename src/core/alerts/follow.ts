// From events to incidents to alerts: each incident is told once when it begins, when there is news of it, and when it is over.
// What is only a consequence of something else is followed, and not told. Knows no channel.

import { type Book, begin, end, goOn, openBook, type Page, pageOf } from './book.ts';
import type { Alert, Ending, Incident } from './incident.ts';
import { mute } from './mute.ts';
import { newsOf } from './news.ts';
import type { Situation, Subject } from './situation.ts';

/** Something that happened. */
export interface Happening {
  readonly atMs: number;
  readonly key: string | undefined;
  readonly kind: string;
  readonly message: string;
}

/** What follows from some events. */
export interface Followed {
  /** Those that are new or have changed. */
  readonly incidents: readonly Incident[];
  /** In the order in which they are to be told. */
  readonly alerts: readonly Alert[];
  /** Ends of incidents of which nobody was told: not worth a message, but a line in the next one. */
  readonly untold: readonly Alert[];
}

/** Follows incidents through what has happened since; `known` are those that are open, or have just been closed. */
export function follow(
  happenings: readonly Happening[],
  known: readonly Incident[],
  situation: Situation,
): Followed {
  const book = openBook(known, situation);
  const notices = happenings.flatMap((happening) => takeIn(happening, book));
  settle(book);
  mute(book);
  const untold = [...book.pages].filter((page) => isSilentEnd(page, known));
  const alerts = [...notices, ...[...book.pages].flatMap((page) => tell(page, { situation, known }))];
  const incidents = [...book.pages].map(({ incident }) => incident).filter((one) => !known.includes(one));
  const unnamed = untold.filter((page) => !isNamed(page, book));
  return { incidents, alerts, untold: unnamed.map((page) => alertOf(page, situation.atMs)) };
}

function takeIn(happening: Happening, book: Book): readonly Alert[] {
  const subject = happening.key === undefined ? undefined : book.situation.subjects.get(happening.key);
  const news = newsOf(happening, subject?.isCritical === true);
  if (news.act === 'notice') return [noticeOf(happening, news.level)];
  const page = pageOf(book, news.topic, happening.key);
  if (news.act === 'begins') begin(book, { ...happening, topic: news.topic, level: news.level });
  else if (news.act === 'goes_on' && page === undefined) return [noticeOf(happening, news.level)];
  else if (page !== undefined && news.act === 'goes_on') goOn(page, { ...happening, level: news.level });
  else if (page !== undefined && news.topic === 'host' && book.situation.isHostTroubled)
    goOn(page, { ...happening, level: 'info' });
  else if (page !== undefined) end(page, { ...happening, ending: 'well' });
  return [];
}

function noticeOf({ kind, key, atMs, message }: Happening, level: Alert['level']): Alert {
  const none = { incidentId: undefined, openedAtMs: undefined, lastedMs: undefined, ending: undefined };
  return { phase: 'notice', topic: kind, key, level, atMs, detail: message, dependents: [], ...none };
}

/** What events do not tell: that nobody can look any more, or can again; that it was switched off, or is watched no longer. */
function settle(book: Book): void {
  for (const subject of book.situation.subjects.values()) noteUnknown(subject, book);
  for (const page of book.pages) {
    const why = page.incident.closedAtMs === undefined ? whyOver(page.incident, book.situation) : undefined;
    if (why !== undefined) end(page, { ...why, atMs: book.situation.atMs });
  }
}

function noteUnknown({ unknownSinceMs, isCritical, key }: Subject, book: Book): void {
  if (unknownSinceMs === undefined || pageOf(book, 'unknown', key) !== undefined) return;
  const level = isCritical ? 'critical' : 'warning';
  begin(book, { topic: 'unknown', key, level, atMs: unknownSinceMs, message: 'nobody could look at it' });
}

function whyOver({ topic, key }: Incident, { subjects, isHostTroubled }: Situation): Over | undefined {
  if (topic === 'host') return isHostTroubled ? undefined : well('that is over');
  const subject = subjects.get(key ?? '');
  if (subject?.isUp && topic === 'down') return well('it is up');
  const calledOff = subject === undefined ? 'it is no longer watched' : subject.calledOff;
  if (calledOff !== undefined) return { message: calledOff, ending: 'called_off' };
  const isSeen = topic === 'unknown' && subject?.unknownSinceMs === undefined;
  return isSeen ? well('it can be looked at again') : undefined;
}

interface Over {
  readonly message: string;
  readonly ending: Ending;
}

const well = (message: string): Over => ({ message, ending: 'well' });

/** At most one alert for an incident at a time, however much happened. */
function tell(
  page: Page,
  { situation, known }: { situation: Situation; known: readonly Incident[] },
): Alert[] {
  const { incident, news } = page;
  if (page.isMuted || (incident.isTold && news.length === 0)) return [];
  if (isSilentEnd(page, known) || (!incident.isTold && hasEndedBefore(page))) return [];
  const alert = alertOf(page, situation.atMs);
  page.incident = { ...incident, isTold: true };
  return [alert];
}

function hasEndedBefore({ incident, ending }: Page): boolean {
  return incident.closedAtMs !== undefined && ending === undefined;
}

/** It is over now, and nobody was told while it lasted, for it was muted. */
function isSilentEnd({ incident, ending, isMuted }: Page, known: readonly Incident[]): boolean {
  if (ending === undefined || incident.isTold) return false;
  return isMuted || known.some(({ id }) => id === incident.id);
}

/** Whoever was told of its cause was told of it. */
function isNamed({ incident: { key = '', openedAtMs } }: Page, { pages }: Book): boolean {
  return [...pages].some(
    ({ incident: { dependents, closedAtMs } }) =>
      dependents.includes(key) && (closedAtMs === undefined || closedAtMs >= openedAtMs),
  );
}

function alertOf({ incident, news, ending }: Page, nowMs: number): Alert {
  const isOver = incident.closedAtMs !== undefined;
  const atMs = incident.closedAtMs ?? nowMs;
  const { topic, key, level, openedAtMs, dependents, id: incidentId } = incident;
  const phase = isOver ? 'closed' : incident.isTold ? 'updated' : 'opened';
  const detail = news.length === 0 ? incident.detail : news.join('; ');
  const lastedMs = Math.max(0, atMs - openedAtMs);
  return { phase, topic, key, level, atMs, detail, incidentId, openedAtMs, lastedMs, ending, dependents };
}
