// The message for some alerts: one as it is, several as a digest that counts them.

import type { Message } from '../../channels/message.ts';
import type { Level } from '../../config/alerts/channel.ts';
import { LATE_MS } from '../../core/alerts/dispatch.ts';
import { graver } from '../../core/alerts/incident.ts';
import { duration, list } from '../../core/alerts/words.ts';
import { type AlertDocument, timestamp } from './document.ts';

/** The message of these documents, of which there is at least one; `untold` are others that are worth a line. */
export function messageOf(
  documents: readonly AlertDocument[],
  now: number,
  untold: readonly AlertDocument[] = [],
): Message {
  const [only, ...others] = documents;
  const one = only !== undefined && others.length === 0 ? only : digestOf(documents, now);
  const document = untold.length === 0 ? one : { ...one, untold: untold.map(lineOf) };
  const { id, level, title, body, blackBox, outputTail: tail } = document;
  const where = blackBox === undefined ? [] : [`How it was before it was ended: ${blackBox}`];
  return {
    id,
    level,
    isRelief: document.phase === 'closed' && document.incident?.ending !== 'called_off',
    title,
    body: [
      body,
      ...(document.recovery === undefined ? [] : [tellRecovery(document.recovery)]),
      ...where,
      ...waitOf(document, now),
      ...tellUntold(document.untold),
    ].join('\n'),
    tail,
    document,
  };
}

/** Its id tells of which alerts it is made, so that the same ones sent again are known. */
function digestOf(documents: readonly AlertDocument[], now: number): AlertDocument {
  const [first, last] = [documents[0], documents.at(-1)];
  return {
    version: 1,
    id: `${first?.id}+${documents.length}+${last?.id}`,
    phase: 'digest',
    topic: 'digest',
    level: documents.reduce<Level>((gravest, { level }) => graver(gravest, level), 'info'),
    at: timestamp(now),
    host: first?.host ?? '',
    title: `${documents.length} alerts that had to wait (${first?.host})`,
    body: list(documents.map(lineOf), '\n'),
    alerts: documents,
  };
}

function lineOf({ at, title }: Pick<AlertDocument, 'at' | 'title'>): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC  ${title}`;
}

/** Who reads it would take it for new. */
function waitOf({ at, phase }: AlertDocument, now: number): readonly string[] {
  const waitedMs = now - Date.parse(at);
  return phase !== 'digest' && waitedMs > LATE_MS ? [`This had to wait for ${duration(waitedMs)}.`] : [];
}

function tellUntold(lines: readonly string[] = []): readonly string[] {
  return lines.length === 0 ? [] : [`Over by now, and not told (${lines.length}):`, list(lines, '\n')];
}

function tellRecovery({ steps, outcome }: NonNullable<AlertDocument['recovery']>): string {
  const told = steps.map(({ action, outcome: came }) => (came === undefined ? action : `${action} ${came}`));
  return `Recovery${outcome === undefined ? '' : ` ${outcome}`}: ${told.join(' → ')}`;
}
