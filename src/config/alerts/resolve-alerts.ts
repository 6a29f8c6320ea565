/** Settles what is told, to whom, and who notices our silence. */
import { absolutePath } from '../absolute-path.ts';
import { startCommand } from '../command.ts';
import { alerts as options, ping as pingOptions } from '../options/alerts.ts';
import { everyChannel } from '../options/channels.ts';
import type { AlertsEntry, ChannelEntry, PingEntry, QuietHoursEntry } from '../schema.ts';
import type { Alerting, Channel, Ping, QuietHours, Target } from './channel.ts';

const { properties: defaults } = options;
const PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const MOST_PER_HOUR = 30;
const COOLDOWN_SECONDS = 300;

/** What is told; `undefined` where the file says nothing of it. */
export function resolveAlerts(written: AlertsEntry | undefined, folder: string): Alerting | undefined {
  if (written === undefined) return undefined;
  return {
    channels: Object.entries(written.channels).map(([name, entry]) => channelOf(name, entry, folder)),
    unknownAfterSeconds: written.unknown_after_seconds ?? defaults.unknown_after_seconds.default,
    deadlineSeconds: written.deadline_seconds ?? defaults.deadline_seconds.default,
  };
}

/** Who notices our silence; `undefined` for nobody. */
export function resolvePing(written: PingEntry | undefined): Ping | undefined {
  if (written === undefined) return undefined;
  const { url, timeout_seconds: timeoutSeconds } = written;
  return { url, timeoutSeconds: timeoutSeconds ?? pingOptions.properties.timeout_seconds.default };
}

function channelOf(name: string, entry: ChannelEntry, folder: string): Channel {
  const isFile = entry.type === 'file';
  return {
    name,
    target: targetOf(entry, folder),
    level: entry.level ?? everyChannel.level.default,
    keys: entry.keys ?? [],
    tags: entry.tags ?? [],
    maxPerHour: entry.max_per_hour ?? (isFile ? undefined : MOST_PER_HOUR),
    cooldownSeconds: entry.cooldown_seconds ?? (isFile ? 0 : COOLDOWN_SECONDS),
    quietHours: entry.quiet_hours && quietHoursOf(entry.quiet_hours),
    timeoutSeconds: entry.timeout_seconds ?? everyChannel.timeout_seconds.default,
  };
}

function targetOf(entry: ChannelEntry, folder: string): Target {
  switch (entry.type) {
    case 'command':
      return { kind: 'command', command: startCommand(entry.command, { cwd: folder }) };
    case 'file':
      return { kind: 'file', path: absolutePath(folder, entry.path) };
    case 'webhook': {
      const { url, headers = {}, template = 'json' } = entry;
      return { kind: 'webhook', url, headers, template, caPath: caOf(entry, folder) };
    }
    case 'email': {
      const { host, from, to, user, password, security = 'starttls', port = PORTS[security] } = entry;
      return { kind: 'email', host, port, security, user, password, from, to, caPath: caOf(entry, folder) };
    }
  }
}

function caOf({ ca_path: path }: { readonly ca_path?: string }, folder: string): string | undefined {
  return path === undefined ? undefined : absolutePath(folder, path);
}

function quietHoursOf(written: QuietHoursEntry): QuietHours {
  return {
    fromMinute: minuteOf(written.from),
    untilMinute: minuteOf(written.until),
    timeZone: written.time_zone,
    letsCriticalPass: written.critical_passes ?? true,
  };
}

function minuteOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return hours * 60 + minutes;
}
