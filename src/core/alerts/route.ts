// Which channels are told of an alert.

import type { Channel } from '../../config/alerts/channel.ts';
import { matchesGlob } from '../glob.ts';
import { type Alert, isAtLeast } from './incident.ts';

/** The names of the channels that are to tell it; `tags` are those of its service. */
export function route(
  { level, key }: Pick<Alert, 'level' | 'key'>,
  tags: readonly string[],
  channels: readonly Channel[],
): readonly string[] {
  return channels
    .filter((channel) => isAtLeast(level, channel.level) && isMeant(channel, key, tags))
    .map(({ name }) => name);
}

/** What concerns the host, or us, concerns everybody. */
function isMeant({ keys, tags }: Channel, key: string | undefined, has: readonly string[]): boolean {
  if (key === undefined || (keys.length === 0 && tags.length === 0)) return true;
  return keys.some((pattern) => matchesGlob(pattern, key)) || tags.some((tag) => has.includes(tag));
}
