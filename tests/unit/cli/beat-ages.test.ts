// How old beats were, as it is drawn: what no look has noted is not made up.

import { tellBeatAges } from '../../../src/cli/status/tell-beat-ages.ts';
import type { Look } from '../../../src/core/replay/look.ts';
import { MINUTE_MS, minutes } from '../../support/core/past.ts';

const HOUR = minutes(0, 60);
const look = (minute: number, change: Partial<Look> = {}): Look => ({
  atMs: minute * MINUTE_MS,
  verdict: 'healthy',
  reason: 'healthy',
  ageSeconds: undefined,
  isNoted: true,
  ...change,
});

test.each<[string, readonly Look[], string | undefined]>([
  ['nothing on record', [], undefined],
  ['looks of a former version, which noted nothing', [look(1, { isNoted: false })], undefined],
  ['what could not be looked at', [look(1, { verdict: 'unknown' })], undefined],
  ['fresh beats', [look(1), look(59)], '▁······················▁ never over 7s in the last hour'],
  [
    'late ones, and one that was stale',
    [look(0), look(2, { ageSeconds: 15 }), look(6, { ageSeconds: 28 }), look(8, { ageSeconds: 95 })],
    '▄·▇█···················· up to 1m 35s in the last hour',
  ],
])('%s', (_, looks, expected) => expect(tellBeatAges(looks, HOUR, 30)).toBe(expected));
