// Each promise, broken in what the oracle is shown, is found out; and what is no breach is left alone.

import type { Actor } from '../support/scene-processes.ts';
import { checkEnding } from './oracle/endings.ts';
import { createJudgement } from './oracle/judgement.ts';
import type { Tables } from './oracle/record.ts';
import type { Sight } from './oracle/sight.ts';
import { crashes, TOYS } from './stage/services.ts';
import { PATIENCE } from './stage/stage.ts';
import type { Wishes } from './stage/wishes.ts';

/** Of one that is given up when it has failed often enough. */
const KEY = TOYS.find(({ key }) => crashes(key))?.key as string;
const TOY = { key: KEY, vice: 'none' } as const;
const SOUND: Tables = {
  histories: [{ table: 'ticks', rows: 3, last: 3 }],
  ticks: [{ id: 3, boot_ms: 3000 }],
  steps: [{ key: KEY, recovery_id: 1, action: 'start', cookie: 'a', begun_at: 1 }],
  recoveries: [],
  spans: [],
  contested: [],
  requests: [],
  superseded: [],
};
const KILL = { key: KEY, recovery_id: 2, action: 'kill', cookie: null, begun_at: 2 };

const actor = (pid: number, cookie: string): Actor => ({
  pid,
  startTicks: 1,
  env: { WATCHDOG_INSTANCE: cookie },
});
const OURS = actor(10, 'a');

/** Who lives, and what the tables say. */
function sight(living: readonly Actor[], change: Partial<Tables> = {}): Sight {
  const services = [{ toy: TOY, living }];
  return { services, harms: [], tables: { ...SOUND, ...change }, holder: undefined, atBootMs: 3000 };
}

/** What of these sights, one after another, is a breach. */
function breaches(sights: readonly Sight[], { isOff = false, isKilled = false } = {}): readonly string[] {
  const judge = createJudgement(() => isKilled);
  const wishes: Wishes = new Map(isOff ? [[KEY, 'off']] : []);
  return sights.flatMap((one) => judge(one, wishes)).map(({ invariant }) => invariant);
}

/** Recoveries, two ticks and a second after each other, each for two failures. */
function recovered(times: number): Pick<Tables, 'recoveries' | 'spans'> {
  const ids = Array.from({ length: times }, (_, index) => index + 1);
  return {
    recoveries: ids.map((id) => ({
      id,
      key: KEY,
      verdict: 'stale_pid',
      tick_id: 2 * id,
      boot_ms: id * 1000,
    })),
    spans: [{ key: KEY, verdict: 'stale_pid', from_tick: 1, until_tick: null }],
  };
}

const seen = (verdict: string, from_tick: number, until_tick: number | null) => ({
  key: KEY,
  verdict,
  from_tick,
  until_tick,
});

test('a service that lives on record, and one that is killed on record, break nothing', () => {
  expect(breaches([sight([OURS]), sight([OURS]), sight([], { steps: [...SOUND.steps, KILL] })])).toEqual([]);
});

test('a bystander that was signalled is found out as I1', () => {
  expect(breaches([{ ...sight([OURS]), harms: ['bystander 7 was ended by SIGTERM'] }])).toEqual(['I1']);
});

test('a second copy is found out as I2, and that it was started without intent', () => {
  expect(breaches([sight([OURS, actor(11, 'b')])])).toEqual(['I2', 'I4']);
});

test('one recovery too many is found out as I3, by the time at which it was decided', () => {
  const most = PATIENCE.maxRestarts;
  expect(breaches([sight([], recovered(most))])).toEqual([]);
  expect(breaches([sight([], recovered(most + 1))])).toEqual(['I3']);
});

test('a start that is made once more is one too many when the recoveries alone are enough, and is found out as I3', () => {
  const { recoveries, spans } = recovered(PATIENCE.maxRestarts);
  const steps = (cookie: string) =>
    recoveries.map(({ id }) => ({
      key: KEY,
      recovery_id: id,
      action: 'start',
      cookie: `${id}${cookie}`,
      begun_at: 1,
    }));
  const first = sight([], { recoveries, spans, steps: steps('a') });
  expect(breaches([first, first])).toEqual([]);
  expect(breaches([first, sight([], { recoveries, spans, steps: steps('b') })])).toContain('I3');
});

test('after what its operator has asked for, recoveries are counted anew', () => {
  const requests = [{ id: 1, key: KEY, kind: 'restart', status: 'taken' }];
  expect(breaches([sight([], { ...recovered(PATIENCE.maxRestarts + 1), requests })])).toEqual([]);
});

test('an end without a kill on record is found out as I4, unless somebody else has done it', () => {
  expect(breaches([sight([OURS]), sight([])])).toEqual(['I4']);
  expect(breaches([sight([OURS]), sight([])], { isKilled: true })).toEqual([]);
});

test('an end is judged when the tables can be read again', () => {
  expect(breaches([sight([OURS]), { ...sight([]), tables: undefined }, sight([])])).toEqual(['I4']);
});

test.each([
  ['what is unknown', [seen('stale_pid', 1, 1), seen('unknown', 2, null)]],
  ['what is well', [seen('stale_pid', 1, 1), seen('healthy', 2, null)]],
  ['what has failed too few times', [seen('unknown', 1, 1), seen('stale_pid', 2, null)]],
  ['what nobody has looked at', []],
])('a recovery of %s is found out as I5', (_, spans) => {
  expect(breaches([sight([], { ...recovered(1), spans })])).toEqual(['I5']);
});

test('failures that were counted before count for no other recovery: that is found out as I5', () => {
  const spans = [seen('stale_pid', 1, 3), seen('unknown', 4, 4)];
  expect(breaches([sight([], { ...recovered(1), spans })])).toEqual([]);
  expect(breaches([sight([], { ...recovered(2), spans: [...spans, seen('stale_pid', 5, null)] })])).toEqual([
    'I5',
  ]);
});

test('ticks of two that work at once are found out as I6', () => {
  const ticks = [
    { id: 3, boot_ms: 3000 },
    { id: 4, boot_ms: 2000 },
  ];
  expect(breaches([sight([OURS], { ticks })])).toEqual(['I6']);
});

test('two recoveries of one service at once are found out as I6', () => {
  expect(breaches([sight([OURS], { contested: [{ key: KEY, recoveries: 2 }] })])).toEqual(['I6']);
});

const holds = (name: string, atBootMs: number, isStopped = false): Sight => ({
  ...sight([OURS]),
  holder: { name, isStopped },
  atBootMs,
});

test('who has the lease again after another one took it is found out as I6', () => {
  expect(breaches([holds('a', 3000), holds('a', 3001), holds('b', 3002)])).toEqual([]);
  expect(breaches([holds('a', 3000), holds('b', 3001), holds('a', 3002)])).toEqual(['I6']);
});

test('who has the lease and makes no tick is found out as I7, unless it is stopped', () => {
  expect(breaches([holds('a', 3000), holds('a', 100_000)])).toEqual(['I7']);
  expect(breaches([holds('a', 3000), holds('b', 100_000)])).toEqual([]);
  expect(breaches([holds('a', 3000), holds('a', 100_000, true)])).toEqual([]);
});

test('an invocation that takes too long is found out as I7', () => {
  const ending = { exitCode: 0, signal: null, stdout: '', stderr: '' };
  expect(checkEnding(['check', '--every', '1s', '--for', '55s'], ending, 170)).toEqual([]);
  expect(checkEnding(['check'], ending, 170)).toMatchObject([{ invariant: 'I7' }]);
});

test('a bug of ours is found out as I7, and a signal that was sent is none', () => {
  const ending = { exitCode: 70, signal: null, stdout: '', stderr: 'at' };
  expect(checkEnding(['check'], ending, 1)).toMatchObject([{ invariant: 'I7' }]);
  expect(checkEnding(['check'], { ...ending, exitCode: null, signal: 'SIGKILL' }, 1)).toEqual([]);
});

test.each([
  ['in the middle', { rows: 2, last: 3 }],
  ['at the end', { rows: 2, last: 2 }],
])('a row that was lost %s is found out as I8', (_, change) => {
  const histories = [{ table: 'ticks', ...change }];
  expect(breaches([sight([OURS]), sight([OURS], { histories })])).toEqual(['I8']);
});

test('what lives of a service that is off is found out as I10', () => {
  expect(breaches([sight([OURS])], { isOff: true })).toEqual(['I10']);
});
