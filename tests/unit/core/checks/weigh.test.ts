// What the checks of a service add to what its heartbeat and its process mean.

import type { Check } from '../../../../src/config/check.ts';
import { NO_MEMORIES, remember } from '../../../../src/core/checks/check-memory.ts';
import type { Reading } from '../../../../src/core/checks/reading.ts';
import { weigh } from '../../../../src/core/checks/weigh.ts';
import { judge } from '../../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../../src/core/judgement.ts';
import { ITSELF } from '../../../../src/core/streak.ts';
import { aCheck, DEGRADED, FAILED, PASSED, readings, UNKNOWN } from '../../../support/core/checks.ts';
import { at } from '../../../support/core/moments.ts';
import { alive, aProcess, GONE, UNSEEN_PROCESS } from '../../../support/core/processes.ts';
import { aCase, aNewInstance, anInstance, beatRead, WEB } from '../../../support/core/services.ts';

const ours = alive(aProcess(100));
const silent = { ...WEB, heartbeatPath: undefined };
const none = { heartbeat: { kind: 'none' }, named: undefined } as const;

/** A service that beats. */
const beating = aCase(1, { named: ours }, { instance: anInstance() });
/** One that beats no more. */
const stale = aCase(99, { named: ours }, { instance: anInstance() });
/** One that has beaten for the first time since recovery 7 has started it. */
const young = aCase(
  1,
  { named: ours, heartbeat: beatRead() },
  { instance: aNewInstance({ beating: { pid: 100, startTicks: aProcess(100).startTicks } }) },
);
/** One that has yet to beat, and that no recovery of ours has started. */
const foreign = aCase(
  1,
  { heartbeat: { kind: 'missing' }, named: undefined, recorded: ours },
  { instance: aNewInstance({ recoveryId: undefined }) },
);
/** One that writes no heartbeat. */
const quiet = aCase(1, { ...none, recorded: ours }, { instance: anInstance(), limits: silent });
const quietDead = aCase(1, { ...none, recorded: GONE }, { instance: anInstance(), limits: silent });
const quietOutlived = aCase(1, none, { outlived: true, limits: silent });
const quietUnseen = aCase(
  1,
  { ...none, recorded: UNSEEN_PROCESS },
  { instance: anInstance(), limits: silent },
);
const quietYoung = aCase(1, { ...none, recorded: ours }, { instance: aNewInstance(), limits: silent });
const quietUnknown = aCase(1, none, { limits: silent });

const ready = aCheck({ onlyUntilProven: true });
const lateYoung = aCase(
  61,
  { named: ours, heartbeat: beatRead({ timestampMs: at(60).wallMs }) },
  { instance: aNewInstance({ beating: { pid: 100, startTicks: aProcess(100).startTicks } }) },
);
const GREED: Check['probe'] = { kind: 'resources', limit: 'max_memory_mb', most: 1, tellsOddities: true };
const warning = aCheck({ severity: 'warn' });
const ROWS: [string, Case, readonly [Check, Reading | undefined][], Partial<Judgement>][] = [
  [
    'a check that passes changes nothing',
    beating,
    [[aCheck(), PASSED]],
    { verdict: 'healthy', concern: undefined },
  ],
  [
    'a check that fails is the verdict of a service that beats',
    beating,
    [[aCheck(), FAILED]],
    { verdict: 'check_failed', detail: 'check tcp: refused', proven: false, isNews: true, pid: 100 },
  ],
  [
    'a stale heartbeat stays the verdict, and the check that fails is told too',
    stale,
    [[aCheck(), FAILED]],
    { verdict: 'timed_out', detail: expect.stringMatching(/last beat .*; check tcp: refused$/) },
  ],
  ['and both are what was bad', stale, [[aCheck(), FAILED]], { culprits: [ITSELF, 'tcp'] }],
  [
    'a service that does not answer is worse than one that uses too much',
    beating,
    [
      [aCheck({ name: 'greed', probe: GREED }), FAILED],
      [aCheck(), FAILED],
    ],
    { verdict: 'check_failed' },
  ],
  [
    'a check that passes vouches for no stale heartbeat',
    stale,
    [[aCheck(), PASSED]],
    { verdict: 'timed_out' },
  ],
  [
    'of two checks that fail both are told',
    beating,
    [
      [aCheck(), FAILED],
      [aCheck({ name: 'other' }), { kind: 'failed', detail: 'mute' }],
    ],
    { verdict: 'check_failed', detail: 'check tcp: refused; check other: mute' },
  ],
  [
    'a check that only warns is a concern',
    beating,
    [[warning, FAILED]],
    { verdict: 'healthy', concern: 'check tcp: refused' },
  ],
  [
    'so is one that is degraded',
    beating,
    [[aCheck(), DEGRADED]],
    { verdict: 'healthy', concern: 'check tcp: slow' },
  ],
  [
    'a check that could not look makes the service unknown',
    beating,
    [[aCheck(), UNKNOWN]],
    { verdict: 'unknown', detail: 'check tcp: EMFILE', concern: 'check tcp: EMFILE' },
  ],
  ['one that only warns does not', beating, [[warning, UNKNOWN]], { verdict: 'healthy' }],
  [
    'a check that fails is the verdict of nobody who cannot be looked at',
    quietUnseen,
    [[aCheck(), FAILED]],
    { verdict: 'unknown' },
  ],
  [
    'but one that fails beside it counts',
    beating,
    [
      [aCheck(), UNKNOWN],
      [aCheck({ name: 'other' }), FAILED],
    ],
    { verdict: 'check_failed' },
  ],
  [
    'a new instance that beats may take its grace until its checks pass',
    young,
    [[aCheck(), FAILED]],
    { verdict: 'starting', detail: 'check tcp: refused' },
  ],
  ['so may one that somebody else has started', foreign, [[aCheck(), FAILED]], { verdict: 'starting' }],
  [
    'a service without heartbeat is healthy while its process lives and its checks pass',
    quiet,
    [[aCheck(), PASSED]],
    { verdict: 'healthy', pid: 100 },
  ],
  [
    'a service without heartbeat whose process is dead is proven dead',
    quietDead,
    [[aCheck(), FAILED]],
    { verdict: 'stale_pid', proven: true },
  ],
  [
    'though it seems to answer: the port may be that of its database',
    quietDead,
    [[aCheck(), PASSED]],
    { verdict: 'stale_pid', detail: 'pid 100 is dead', proven: true },
  ],
  [
    'so is one that ended with the last boot',
    quietOutlived,
    [[aCheck(), PASSED]],
    { verdict: 'stale_pid', proven: true },
  ],
  [
    'a service without heartbeat whose process cannot be looked at is unknown',
    quietUnseen,
    [[aCheck(), PASSED]],
    { verdict: 'unknown' },
  ],
  [
    'a new instance without heartbeat is starting until a check has passed',
    quietYoung,
    [[aCheck(), undefined]],
    { verdict: 'starting' },
  ],
  [
    'a new instance that beats is starting until it is ready',
    young,
    [[ready, undefined]],
    { verdict: 'starting', detail: 'check tcp has yet to answer' },
  ],
  [
    'one that answers, and has something to warn of, is ready',
    young,
    [[ready, DEGRADED]],
    { verdict: 'healthy' },
  ],
  ['and while it says that it is not', young, [[ready, FAILED]], { verdict: 'starting' }],
  ['and healthy once it has said so', young, [[ready, PASSED]], { verdict: 'healthy' }],
  [
    'but not when another check fails',
    young,
    [
      [ready, PASSED],
      [aCheck({ name: 'b' }), FAILED],
    ],
    { verdict: 'starting' },
  ],
  [
    'one that is not ready when its grace is over has failed',
    lateYoung,
    [[ready, FAILED]],
    { verdict: 'check_failed' },
  ],
  ['one that could not be asked by then is unknown', lateYoung, [[ready, UNKNOWN]], { verdict: 'unknown' }],
  [
    'so is one that was not asked yet: nobody may depend on it',
    lateYoung,
    [[ready, undefined]],
    { verdict: 'unknown', detail: 'check tcp has yet to answer' },
  ],
  [
    'while its first look may still come to something it is starting',
    lateYoung,
    [[{ ...ready, initialDelaySeconds: 57, timeoutSeconds: 5 }, undefined]],
    { verdict: 'starting', detail: 'check tcp has yet to answer' },
  ],
  [
    'a new instance that beats is starting until each of its checks has answered',
    young,
    [
      [aCheck(), PASSED],
      [aCheck({ name: 'hung' }), undefined],
    ],
    { verdict: 'starting', detail: 'check hung has yet to answer' },
  ],
  [
    'and unknown when its grace is over',
    lateYoung,
    [[aCheck(), undefined]],
    { verdict: 'unknown', detail: 'check tcp has yet to answer' },
  ],
  [
    'a check that failed, and is allowed to, proves nothing yet',
    lateYoung,
    [[aCheck({ failureThreshold: 2, of: 2 }), FAILED]],
    { verdict: 'starting', detail: 'check tcp has yet to pass' },
  ],
  [
    'what only warns keeps no instance waiting',
    lateYoung,
    [[aCheck({ severity: 'warn' }), undefined]],
    { verdict: 'healthy' },
  ],
  [
    'nor does a look at who is late',
    young,
    [[aCheck({ probe: { kind: 'busy', graceSeconds: 60, staleAfterSeconds: 60 } }), undefined]],
    { verdict: 'healthy' },
  ],
  ['nor one that has been healthy', beating, [[aCheck(), undefined]], { verdict: 'healthy' }],
  ['and healthy then', quietYoung, [[aCheck(), PASSED]], { verdict: 'healthy' }],
  [
    'a service of which nobody knows a process is what its checks say',
    quietUnknown,
    [[aCheck(), FAILED]],
    { verdict: 'check_failed', pid: undefined },
  ],
  [
    'also that it is well, for somebody else may have started it',
    quietUnknown,
    [[aCheck(), PASSED]],
    { verdict: 'healthy', pid: undefined },
  ],
];

test.each(ROWS)('%s', (_, matter, looked, expected) => {
  const checks = looked.map(([check]) => check);
  const read = looked.flatMap(([{ name }, reading]) => (reading === undefined ? [] : [[name, reading]]));
  const now = readings(Object.fromEntries(read));
  const isUnproven = matter.instance?.recoveryId !== undefined;
  const memories = remember(NO_MEMORIES, checks, { readings: now, now: at(1), isUnproven });
  expect(weigh(matter, judge(matter), { checks, memories, readings: now })).toMatchObject(expected);
});

test('a failure of before that was not looked at again is no news', () => {
  const checks = [aCheck()];
  const memories = remember(NO_MEMORIES, checks, { readings: readings({ tcp: FAILED }), now: at(0) });
  const judged = weigh(beating, judge(beating), { checks, memories, readings: readings({}) });
  expect(judged).toMatchObject({
    verdict: 'check_failed',
    isNews: false,
    isEased: false,
    culprits: ['tcp'],
  });
});

test('nor is one of a check that passes again, while too many of its last looks failed', () => {
  const checks = [aCheck({ failureThreshold: 1, of: 3 })];
  const failed = remember(NO_MEMORIES, checks, { readings: readings({ tcp: FAILED }), now: at(0) });
  const now = readings({ tcp: PASSED });
  const memories = remember(failed, checks, { readings: now, now: at(1) });
  const judged = weigh(beating, judge(beating), { checks, memories, readings: now });
  expect(judged).toMatchObject({
    verdict: 'check_failed',
    isNews: false,
    isEased: true,
    detail: 'check tcp: has just passed, of its last 2 looks 1 failed',
  });
});

test('a check that failed before, and cannot be made now, tells nothing', () => {
  const checks = [aCheck()];
  const failed = remember(NO_MEMORIES, checks, { readings: readings({ tcp: FAILED }), now: at(0) });
  const now = readings({ tcp: UNKNOWN });
  const memories = remember(failed, checks, { readings: now, now: at(1) });
  expect(weigh(beating, judge(beating), { checks, memories, readings: now }).verdict).toBe('unknown');
});

test('of a new instance that answers slowly each answer counts, though they come at different passes', () => {
  const checks = [aCheck(), aCheck({ name: 'slow' })];
  const isUnproven = true;
  const first = { readings: readings({ tcp: PASSED }), now: at(1), isUnproven };
  const second = { readings: readings({ slow: PASSED }), now: at(2), isUnproven };
  const memories = remember(remember(NO_MEMORIES, checks, first), checks, second);
  expect(weigh(young, judge(young), { checks, memories, readings: second.readings })).toMatchObject({
    verdict: 'healthy',
  });
});
