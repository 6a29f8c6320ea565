// `watchdog alert test`: sends one alert by each channel, or by one, and tells what the other end answered. Needs no lease, and
// leaves nothing on record.

import { deliver } from '../channels/deliver.ts';
import type { Receipt } from '../channels/message.ts';
import type { Channel } from '../config/alerts/channel.ts';
import type { Config } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../suggest.ts';
import { type AlertDocument, timestamp } from './alerts/document.ts';
import { messageOf } from './alerts/message-of.ts';
import { commandRunner } from './alerts/run-command.ts';
import { openConfig, openHost } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of it, channel by channel. */
export interface AlertTestReport {
  readonly channels: readonly (Receipt & { readonly name: string })[];
}

/** Tries one channel, or all where none is named. Throws UsageError where there is none. */
export async function testAlerts(
  name: string | undefined,
  surroundings: Surroundings,
): Promise<AlertTestReport> {
  const config = openConfig(surroundings);
  const channels = channelsOf(config, name);
  const host = openHost();
  const { hostname } = await import('node:os');
  const document: AlertDocument = {
    version: 1,
    id: host.newCookie(),
    phase: 'test',
    topic: 'test',
    level: 'info',
    at: timestamp(host.now().wallMs),
    host: hostname(),
    title: `A test of the watchdog's alerts (${hostname()})`,
    body: `Sent by ${surroundings.user()}, who wants to know whether this arrives. Nothing is wrong.`,
  };
  const signal = new AbortController().signal;
  const means = { env: surroundings.env, signal, run: commandRunner({ config, host }) };
  const message = messageOf([document], host.now().wallMs);
  const receipts = channels.map(async (one) => ({ name: one.name, ...(await deliver(message, one, means)) }));
  return { channels: await Promise.all(receipts) };
}

function channelsOf({ alerting, path }: Config, name: string | undefined): readonly Channel[] {
  const channels = alerting?.channels ?? [];
  const found = name === undefined ? channels : channels.filter((channel) => channel.name === name);
  if (found.length > 0) return found;
  if (name === undefined || channels.length === 0)
    throw new UsageError(`${path}: found no alerts; expected at least one channel.`, {
      hint: 'Write `alerts`, as docs/alerts.md shows.',
    });
  const meant = nearest(
    name,
    channels.map((channel) => channel.name),
  );
  throw new UsageError(`command line: found "${name}"; expected a channel of ${path}.`, {
    hint:
      meant === undefined
        ? `There are: ${channels.map((one) => one.name).join(', ')}.`
        : `Did you mean "${meant}"?`,
  });
}
