// What the oracle is shown in its tests: sights of one service at which nothing is wrong, but for what a test changes.

import type { Actor } from '../support/scene-processes.ts';
import { createJudgement } from './oracle/judgement.ts';
import type { Tables } from './oracle/record.ts';
import type { Sight } from './oracle/sight.ts';
import { crashes, groupOf, TOYS } from './stage/services.ts';
import type { Wishes } from './stage/wishes.ts';

/** Of one that is given up when it has failed often enough. */
export const KEY = TOYS.find(({ key }) => crashes(key))?.key as string;
/** Two that are restarted together. */
export const [TRIGGER = '', MEMBER = ''] = TOYS.map(({ key }) => key).filter(
  (key) => groupOf(key) === 'crew',
);
const TOY = { key: KEY, vice: 'none' } as const;
/** What the tables say when nothing is wrong. */
export const SOUND: Tables = {
  histories: [{ table: 'ticks', rows: 3, last: 3 }],
  ticks: [{ id: 3, boot_ms: 3000 }],
  steps: [{ key: KEY, recovery_id: 1, action: 'start', cookie: 'a', begun_at: 1 }],
  recoveries: [],
  spans: [],
  contested: [],
  requests: [],
  superseded: [],
};
/** A step that ends it. */
export const KILL = { key: KEY, recovery_id: 2, action: 'kill', cookie: null, begun_at: 2 };

/** A process of it. */
export const actor = (pid: number, cookie: string): Actor => ({
  pid,
  startTicks: 1,
  env: { WATCHDOG_INSTANCE: cookie },
});
/** The one that was started on record. */
export const OURS = actor(10, 'a');

/** Who lives, and what the tables say. */
export function sight(living: readonly Actor[], change: Partial<Tables> = {}): Sight {
  const services = [{ toy: TOY, living }];
  return { services, harms: [], tables: { ...SOUND, ...change }, holder: undefined, atBootMs: 3000 };
}

/** What of these sights, one after another, is a breach. */
export function breaches(
  sights: readonly Sight[],
  { isOff = false, isKilled = false } = {},
): readonly string[] {
  const judge = createJudgement(() => isKilled);
  const wishes: Wishes = new Map(isOff ? [[KEY, 'off']] : []);
  return sights.flatMap((one) => judge(one, wishes)).map(({ invariant }) => invariant);
}

/** Recoveries, two ticks and a second after each other, each for two failures. */
export function recovered(times: number): Pick<Tables, 'recoveries' | 'spans'> {
  const ids = Array.from({ length: times }, (_, index) => index + 1);
  return {
    recoveries: ids.map((id) => ({
      id,
      key: KEY,
      verdict: 'stale_pid',
      reason: 'threshold_reached',
      tick_id: 2 * id,
      boot_ms: id * 1000,
    })),
    spans: [{ key: KEY, verdict: 'stale_pid', from_tick: 1, until_tick: null }],
  };
}

/** The ticks in which it had one verdict. */
export const seen = (verdict: string, from_tick: number, until_tick: number | null) => ({
  key: KEY,
  verdict,
  from_tick,
  until_tick,
});
