// What an alert says to people: a title in one line, and a few lines below it. Every channel writes it down in its own way.

import type { Alert } from './incident.ts';

/** What is said of an alert besides what it holds. */
export interface Scene {
  /** The machine. */
  readonly hostname: string;
  /** What the service is called in front of people. */
  readonly displayName: string | undefined;
}

const STATES: Readonly<
  Record<string, readonly [opened: string, updated: string, closed: string, was: string]>
> = {
  down: ['is down', 'is still down', 'is up again', 'was down'],
  unknown: [
    'cannot be looked at',
    'still cannot be looked at',
    'can be looked at again',
    'could not be looked at',
  ],
  host: ['is in trouble', 'is still in trouble', 'is well again', 'was in trouble'],
};

/** The title: who, what and where, in one line. */
export function titleOf(alert: Alert, { hostname, displayName }: Scene): string {
  const { key, topic, phase, lastedMs = 0, ending } = alert;
  const who = key === undefined ? hostname : (displayName ?? key);
  const where = key === undefined ? '' : ` (${hostname})`;
  const [begun, lasts, over, was] = STATES[topic] ?? [topic.replaceAll('_', ' '), '', '', ''];
  switch (phase) {
    case 'closed':
      if (ending === 'called_off')
        return `${who} ${was} for ${duration(lastedMs)}, and is no longer asked for${where}`;
      return `${who} ${over} after ${duration(lastedMs)}${where}`;
    case 'updated':
      return `${who} ${lasts}${where}`;
    case 'opened':
      return `${who} ${begun}${where}`;
    case 'notice':
      return `${who}: ${begun}${where}`;
  }
}

/** What there is to say below the title. */
export function bodyOf({ detail, dependents, phase }: Alert): string {
  const verb = phase === 'closed' ? 'Were' : 'Are';
  const others = dependents.length === 0 ? [] : [`${verb} down with it: ${list(dependents)}`];
  return [detail, ...others].join('\n');
}

const MOST_LISTED = 20;

/** Some names, and how many more there are. */
export function list(names: readonly string[], separator = ', '): string {
  const more = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(separator);
  return more > 0 ? `${shown}${separator}and ${more} more` : shown;
}

/** A length of time in words, in its two largest units. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  const told = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return told.map(([count, unit]) => `${count} ${unit}`).join(' ');
}
