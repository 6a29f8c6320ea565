// What each kind of event means for those who are told: the beginning, course or end of an incident, or a notice of its own.
// What is not in the table is of interest, and no more.

import type { Level } from '../../config/alerts/channel.ts';
import type { Topic } from './incident.ts';

/** What an event is to those who are told. */
export type News =
  | { readonly act: 'begins' | 'goes_on'; readonly topic: Topic; readonly level: Level }
  | { readonly act: 'ends'; readonly topic: Topic }
  | { readonly act: 'notice'; readonly level: Level };

const notice = (level: Level): News => ({ act: 'notice', level });
const begins = (topic: Topic, level: Level): News => ({ act: 'begins', topic, level });
const ends = (topic: Topic): News => ({ act: 'ends', topic });

const NEWS: Readonly<Record<string, News | undefined>> = {
  down: begins('down', 'warning'),
  given_up: begins('down', 'critical'),
  recovery_failed: { act: 'goes_on', topic: 'down', level: 'warning' },
  up: ends('down'),
  recovered: ends('down'),
  mass_failure: begins('host', 'critical'),
  host_trouble: begins('host', 'warning'),
  budget_spent: begins('host', 'warning'),
  host_relief: ends('host'),
  concern: notice('warning'),
  damaged: notice('warning'),
  forgotten: notice('warning'),
  superseded: notice('warning'),
  security: notice('critical'),
  database_replaced: notice('critical'),
  lease_lost: notice('critical'),
};

/** What an event is; of a service that is down and critical all is critical. */
export function newsOf(
  { kind, key }: { readonly kind: string; readonly key: string | undefined },
  isCritical: boolean,
): News {
  const news = NEWS[kind] ?? notice('info');
  // A group that was given up has no end that anybody would hear of.
  if (news.act !== 'notice' && news.topic === 'down' && key === undefined) return notice('critical');
  return isCritical && news.act !== 'ends' && news.act !== 'notice' ? { ...news, level: 'critical' } : news;
}
