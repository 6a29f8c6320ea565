// What a channel has told lately, and whether it is quiet there now.

import type { Alerting, Channel, QuietHours } from '../../config/alerts/channel.ts';
import type { Counter } from '../../core/alerts/dispatch.ts';
import { isQuiet } from '../../core/alerts/quiet.ts';
import type { Sent } from '../../store/delivery-rows.ts';

const HOUR_MS = 3_600_000;

/** How far back it must be known what was told. */
export function memorySpanMs({ channels }: Alerting): number {
  return Math.max(HOUR_MS, ...channels.map(({ cooldownSeconds }) => cooldownSeconds * 1000));
}

/** How things are at a channel; `sent` is what it has told, oldest first. */
export function counterOf(
  { quietHours }: Pick<Channel, 'quietHours'>,
  sent: readonly Sent[],
  { nowMs, inMaintenance }: Pick<Counter, 'nowMs' | 'inMaintenance'>,
): Counter {
  const lately = sent.filter(({ atMs }) => Math.abs(nowMs - atMs) < HOUR_MS);
  const lastWords = new Map<string, { incidentId: number | undefined; atMs: number }>();
  for (const { key, incidentId, atMs } of sent)
    if (key !== undefined && incidentId !== undefined) lastWords.set(key, { incidentId, atMs });
  return {
    nowMs,
    inMaintenance,
    isQuiet: quietHours !== undefined && isQuiet(quietHours, minuteOfDay(nowMs, quietHours)),
    sentCount: new Set(lately.map(({ message }) => message)).size,
    lastWords,
  };
}

function minuteOfDay(ms: number, { timeZone }: QuietHours): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  });
  const [hours = 0, minutes = 0] = format.format(ms).split(':').map(Number);
  return hours * 60 + minutes;
}
