// Whether a service that is late with its heartbeat is at work, and for how long that excuses it.

import type { Check } from '../../../../src/config/check.ts';
import { excuse, noteWork } from '../../../../src/core/checks/busy.ts';
import { type CheckMemories, PASSING } from '../../../../src/core/checks/check-memory.ts';
import { decide } from '../../../../src/core/decide.ts';
import { ITSELF } from '../../../../src/core/streak.ts';
import { aCheck } from '../../../support/core/checks.ts';
import { afterReboot, at } from '../../../support/core/moments.ts';
import { aSituation, judgedAs } from '../../../support/core/services.ts';

const LEADER = { pid: 100, startTicks: 1 };
const MIB = 1024 * 1024;
const LOOK: Check = aCheck({
  name: '#busy',
  probe: { kind: 'busy', graceSeconds: 300, staleAfterSeconds: 60 },
  severity: 'warn',
});

function work(cpuMs: number, ioBytes = 0) {
  return { usage: { cpuMs, ioBytes }, leader: LEADER };
}

const { mark: FIRST } = noteWork(work(1000), undefined, at(0));
const BUSY_SINCE_NOON = { sinceMs: at(0).monotonicMs };

test('at the first look nobody can tell, so that it is taken for busy', () => {
  expect(FIRST).toMatchObject(BUSY_SINCE_NOON);
});

test.each<[string, ReturnType<typeof work>, ReturnType<typeof at>, object | undefined]>([
  ['who computes is busy', work(2000), at(60), BUSY_SINCE_NOON],
  ['who does so for a hundredth of the time still is', work(1600), at(60), BUSY_SINCE_NOON],
  ['who does so for less only waits', work(1590), at(60), undefined],
  ['who reads and writes is busy', work(1000, MIB), at(60), BUSY_SINCE_NOON],
  ['who writes a line now and then is not', work(1000, 4096), at(60), undefined],
  ['of what has ended nothing is left to show', work(500), at(60), undefined],
  ['another boot begins anew', work(1000), afterReboot(60), { sinceMs: afterReboot(60).monotonicMs }],
])('%s', (_, found, now, expected) => {
  const { mark } = noteWork(found, FIRST, now);
  if (expected === undefined) expect(mark).not.toHaveProperty('sinceMs');
  else expect(mark).toMatchObject(expected);
});

test('another instance begins anew', () => {
  const { mark } = noteWork({ ...work(0), leader: { pid: 100, startTicks: 2 } }, FIRST, at(60));
  expect(mark).toMatchObject({ sinceMs: at(60).monotonicMs });
});

test('who was idle and is busy again is so since the look before', () => {
  const idle = noteWork(work(1000), FIRST, at(60));
  const again = noteWork(work(9000), idle.mark, at(120));
  expect(again.mark).toMatchObject({ sinceMs: at(60).monotonicMs });
});

describe('a service that is late', () => {
  const late = judgedAs({ verdict: 'timed_out', detail: 'last beat 90 s ago, timeout 60 s' });
  const busy: CheckMemories = { '#busy': { ...PASSING, mark: FIRST } };

  function judge(seconds: number, memories = busy, checks: readonly Check[] = [LOOK], judged = late) {
    return excuse(judged, { checks, memories, now: at(seconds) });
  }

  test('and at work is excused, and told so', () => {
    expect(judge(120)).toMatchObject({
      verdict: 'timed_out',
      isBusy: true,
      isNews: false,
      detail: 'last beat 90 s ago, timeout 60 s; it is busy, for 120 s of the 300 s that it may be',
    });
  });

  test.each([
    ['and at work for too long is not', judge(301)],
    ['and idle is not', judge(60, { '#busy': { ...PASSING, mark: { cpuMs: 1000 } } })],
    ['and of which nobody knows is not', judge(60, {})],
    ['and has no such grace is not', judge(60, busy, [])],
  ])('%s', (_, judged) => {
    expect(judged).toBe(late);
  });

  test('and fails in another way as well is not', () => {
    const worse = { ...late, culprits: [ITSELF, 'tcp'] };
    expect(judge(60, busy, [LOOK], worse)).toBe(worse);
  });

  test('a dead one is not', () => {
    const dead = judgedAs({ verdict: 'stale_pid' });
    expect(judge(60, busy, [LOOK], dead)).toBe(dead);
  });

  test('is left alone while it is excused, however often it was not before', () => {
    const judged = judge(120);
    const decision = decide(aSituation({ judged }));
    expect(decision).toMatchObject({ action: { kind: 'none' }, reason: 'busy' });
  });
});
