// Tells what a past comes to: for people in words, for programs in numbers.

import type { ServicePast } from '../../commands/history/look-back.ts';
import { inSeconds, lasting, utcAt } from '../when.ts';

/** The numbers of one service, as programs get them. */
export function tallyForPrograms({ key, displayName, tally, recoveries }: ServicePast) {
  const { ms, uptime, failures, flips, mttrMs, mtbfMs, longest } = tally;
  return {
    key,
    displayName,
    uptimePercent: uptime === undefined ? undefined : Math.round(uptime * 1e5) / 1e3,
    upSeconds: inSeconds(ms.up),
    downSeconds: inSeconds(ms.down),
    offSeconds: inSeconds(ms.off),
    unseenSeconds: inSeconds(ms.unseen),
    failures,
    flips,
    mttrSeconds: mttrMs === undefined ? undefined : inSeconds(mttrMs),
    mtbfSeconds: mtbfMs === undefined ? undefined : inSeconds(mtbfMs),
    longestDowntime: longest && {
      from: utcAt(longest.fromMs),
      until: longest.untilMs === undefined ? undefined : utcAt(longest.untilMs),
      downSeconds: inSeconds(longest.downMs),
    },
    restarts: restartsOf(recoveries),
  };
}

/** How often it was recovered of our own accord. */
export function restartsOf(recoveries: ServicePast['recoveries']): number {
  return recoveries.filter(({ purpose }) => purpose === 'recover').length;
}

/** Such as `99.95 %`; never 100 for what was down. */
export function percent(share: number | undefined): string {
  if (share === undefined) return '-';
  const floored = Math.floor(share * 1e4) / 100;
  return `${floored === 100 ? '100' : floored.toFixed(2)} %`;
}

/** One past in a sentence. */
export function tallyInWords({ tally, recoveries }: ServicePast): string {
  const { ms, uptime, failures, mttrMs, mtbfMs, longest } = tally;
  if (uptime === undefined) return 'nothing that counts was seen of it';
  const parts = [
    `up ${percent(uptime)} of ${lasting(ms.up + ms.down)}`,
    counted(failures, 'failure'),
    counted(restartsOf(recoveries), 'restart'),
    ...(mttrMs === undefined ? [] : [`repaired in ${lasting(mttrMs)} on average`]),
    ...(mtbfMs === undefined ? [] : [`${lasting(mtbfMs)} between failures`]),
    ...(longest === undefined ? [] : [`down for ${lasting(longest.downMs)} at the longest`]),
    ...(ms.unseen < 1000 ? [] : [`nobody looked for ${lasting(ms.unseen)}`]),
  ];
  return parts.join(', ');
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
