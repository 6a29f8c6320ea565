/** What must hold of maintenance windows. */
import { durationMsOf } from '../duration.ts';
import { faultOf, isTimezone } from '../maintenance-window.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { printable, show } from './printable.ts';
import type { WindowEntry } from './schema.ts';

const LONGEST_MS = 31 * 86_400_000;

/** They begin some day, in a zone that there is, and end. */
export function windowsComeAndGo({ settings, services }: Draft): Finding[] {
  return [
    ...findingsIn(settings.maintenance, ['maintenance']),
    ...[...services].flatMap(([key, service]) =>
      findingsIn(service.maintenance, ['processes', key, 'maintenance']),
    ),
  ];
}

function findingsIn(windows: readonly WindowEntry[] = [], at: Location): Finding[] {
  return windows.flatMap((window, index) => findingsOf(window, [...at, index]));
}

function findingsOf({ cron, duration, timezone }: WindowEntry, at: Location): Finding[] {
  const lastsMs = durationMsOf(duration);
  const isLong = lastsMs === undefined || lastsMs > LONGEST_MS;
  const tooLong = {
    at: [...at, 'duration'],
    found: show(duration),
    expected: 'a length of time, such as `2h`, of at most 31 days',
  };
  if (timezone !== undefined && !isTimezone(timezone)) {
    const expected = 'the name of a time zone, such as `Europe/Berlin`';
    return [{ at: [...at, 'timezone'], found: show(timezone), expected }, ...(isLong ? [tooLong] : [])];
  }
  const fault = faultOf(cron, timezone);
  const expected = 'the five fields of a crontab, such as `0 3 * * 0`';
  const wrong =
    fault === undefined
      ? []
      : [{ at: [...at, 'cron'], found: `${show(cron)}, ${printable(fault)}`, expected }];
  return [...wrong, ...(isLong ? [tooLong] : [])];
}
