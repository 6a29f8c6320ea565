/** What must hold of alerts beyond their shape: zones that exist, and logins that are whole. */
import type { Draft } from '../draft.ts';
import type { Finding } from '../finding.ts';
import { show } from '../printable.ts';
import type { ChannelEntry } from '../schema.ts';

/** A time zone is one that this machine knows. */
export function timeZonesExist(draft: Draft): Finding[] {
  return channelsOf(draft).flatMap(([name, { quiet_hours: hours }]) =>
    hours?.time_zone === undefined || isTimeZone(hours.time_zone)
      ? []
      : [
          {
            at: ['alerts', 'channels', name, 'quiet_hours', 'time_zone'],
            found: show(hours.time_zone),
            expected: 'the name of a time zone, such as Europe/Berlin',
          },
        ],
  );
}

/** Quiet hours have a length. */
export function quietHoursHaveALength(draft: Draft): Finding[] {
  return channelsOf(draft).flatMap(([name, { quiet_hours: hours }]) =>
    hours === undefined || hours.from !== hours.until
      ? []
      : [
          {
            at: ['alerts', 'channels', name, 'quiet_hours', 'until'],
            found: `${show(hours.until)}, which is also their beginning`,
            expected: 'another time',
          },
        ],
  );
}

/** Who logs in needs a name and a password. */
export function loginsAreWhole(draft: Draft): Finding[] {
  return channelsOf(draft).flatMap(([name, entry]) => {
    if (entry.type !== 'email' || (entry.user === undefined) === (entry.password === undefined)) return [];
    const [found, missing] = entry.user === undefined ? ['password', 'user'] : ['user', 'password'];
    return [
      {
        at: ['alerts', 'channels', name],
        found: `\`${found}\` without \`${missing}\``,
        expected: 'both, or none of them',
      },
    ];
  });
}

function channelsOf({ settings, isFaulty }: Draft): readonly (readonly [string, ChannelEntry])[] {
  return isFaulty(['alerts']) ? [] : Object.entries(settings.alerts?.channels ?? {});
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
