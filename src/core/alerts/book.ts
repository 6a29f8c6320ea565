// The incidents while they are being followed: one page each, with what is new of it.

import type { Level } from '../../config/alerts/channel.ts';
import { type Ending, graver, type Incident, isAtLeast, type Topic } from './incident.ts';
import type { Situation } from './situation.ts';

/** An incident, and what is new of it. */
export interface Page {
  incident: Incident;
  readonly news: string[];
  /** Nobody is told of it for now. */
  isMuted: boolean;
  /** Why it is over; absent while it lasts, and of one that was over before. */
  ending: Ending | undefined;
}

/** All incidents that matter now. */
export interface Book {
  readonly situation: Situation;
  readonly pages: Set<Page>;
}

/** What is new of an incident. */
interface Entry {
  readonly atMs: number;
  readonly message: string;
  readonly level: Level;
}

const UNWRITTEN = { isMuted: false, ending: undefined } as const;

/** A book of incidents that are known. */
export function openBook(known: readonly Incident[], situation: Situation): Book {
  return { situation, pages: new Set(known.map((incident) => ({ ...UNWRITTEN, incident, news: [] }))) };
}

/** The open incident of a topic, if there is one. */
export function pageOf({ pages }: Book, topic: Topic, key: string | undefined): Page | undefined {
  for (const page of pages) {
    const { incident } = page;
    if (incident.topic === topic && incident.key === key && incident.closedAtMs === undefined) return page;
  }
  return undefined;
}

/** What an incident begins with. */
interface Beginning extends Entry {
  readonly topic: Topic;
  readonly key: string | undefined;
}

/** Begins an incident, unless it has begun before. */
export function begin(book: Book, { topic, key, ...entry }: Beginning): void {
  const page = pageOf(book, topic, key);
  if (page === undefined) book.pages.add(newPage(book, { topic, key, ...entry }));
  else goOn(page, entry);
}

function newPage(book: Book, { topic, key, atMs, level, message: detail }: Beginning): Page {
  const news = { closedAtMs: undefined, isTold: false, dependents: [] };
  const incident = { id: nextId(book), topic, key, level, detail, openedAtMs: atMs, ...news };
  return { ...UNWRITTEN, incident, news: [detail] };
}

/** Something more is known of it; the same once more is no news. */
export function goOn(page: Page, { message, level }: Entry): void {
  if (page.incident.detail === message && isAtLeast(page.incident.level, level)) return;
  page.incident = { ...page.incident, detail: message, level: graver(page.incident.level, level) };
  page.news.push(message);
}

/** What an incident ends with. */
interface Finish extends Pick<Entry, 'atMs' | 'message'> {
  readonly ending: Ending;
}

/** It is over. */
export function end(page: Page, { atMs, message, ending }: Finish): void {
  page.incident = { ...page.incident, closedAtMs: atMs, detail: message };
  page.ending = ending;
  page.news.push(message);
}

function nextId({ pages, situation }: Book): number {
  const ids = [...pages].map(({ incident }) => incident.id + 1);
  return Math.max(situation.nextIncidentId, ...ids);
}
