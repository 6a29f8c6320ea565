// How long a new instance may take to its first beat, and which beat is its own.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE, GONE, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { aCase, aNewInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const fresh = aNewInstance();

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a new instance without a beat is starting, up to its whole grace',
    aCase(60, { heartbeat: { kind: 'missing' }, recorded: ours }, { instance: fresh }),
    { verdict: 'starting', detail: 'pid 100 was started 60 s ago and has not beaten yet, grace 60 s' },
  ],
  [
    'a new instance that has not beaten after its grace is down',
    aCase(60.001, { heartbeat: { kind: 'missing' }, recorded: ours }, { instance: fresh }),
    { verdict: 'no_heartbeat', proven: false, detail: expect.stringContaining('has not beaten yet') },
  ],
  [
    'a new instance that died within its grace is proven dead',
    aCase(1, { heartbeat: { kind: 'missing' }, recorded: GONE }, { instance: fresh }),
    { verdict: 'no_heartbeat', proven: true },
  ],
  [
    'the last beat of a dead instance leaves the new one its grace',
    aCase(9, { heartbeat: beatRead({ pid: 90 }), recorded: ours }, { instance: fresh }),
    { verdict: 'starting', proven: false, instance: fresh, pid: 100 },
  ],
  [
    'the last beat of a dead instance is no beat of the new one after its grace',
    aCase(61, { heartbeat: beatRead({ pid: 90 }), recorded: ours }, { instance: fresh }),
    {
      verdict: 'no_heartbeat',
      detail: expect.stringContaining('pid 90 is gone; pid 100 was started'),
      pid: 100,
    },
  ],
  [
    'a broken file leaves a new instance its grace',
    aCase(9, { heartbeat: { kind: 'invalid', problem: 'x' }, recorded: ours }, { instance: fresh }),
    { verdict: 'starting' },
  ],
  [
    'a beat from the future leaves a new instance its grace',
    aCase(
      0,
      { heartbeat: beatRead({ timestampMs: at(9).wallMs }), named: ours },
      { instance: aNewInstance({ beating: fresh.leader }) },
    ),
    { verdict: 'starting' },
  ],
  [
    'a stale beat of its own leaves a new instance its grace',
    aCase(
      45,
      { heartbeat: beatRead({ timestampMs: at(-20).wallMs }), named: ours },
      { instance: aNewInstance({ beating: fresh.leader }) },
    ),
    { verdict: 'starting' },
  ],
  [
    'a new instance is not failed for the time its host slept',
    aCase(3600, { heartbeat: { kind: 'missing' }, recorded: ours }, { instance: fresh, rebasedAt: at(3599) }),
    { verdict: 'starting', detail: expect.stringContaining('1 s ago') },
  ],
  [
    'a new instance is not failed while we could not look for it',
    aCase(61, { heartbeat: { kind: 'missing' }, recorded: UNSEEN_PROCESS }, { instance: fresh }),
    { verdict: 'unknown' },
  ],
  [
    'the first fresh beat confirms a new instance',
    aCase(9, { named: ours }, { instance: fresh }),
    { verdict: 'healthy', instance: { ...fresh, confirmed: true, beating: fresh.leader } },
  ],
  [
    'a fresh beat that reports an error ends the grace too',
    aCase(9, { named: ours, heartbeat: beatRead({ status: 'sick' }) }, { instance: fresh }),
    { verdict: 'error_status', instance: { ...fresh, confirmed: true, beating: fresh.leader } },
  ],
  [
    'a beat older than the process with the very pid of its predecessor does not confirm it',
    aCase(
      9,
      { named: alive(aProcess(100, { startedAtMs: at(5).wallMs })), recorded: ours },
      { instance: fresh },
    ),
    { verdict: 'starting', instance: expect.objectContaining({ confirmed: false }) },
  ],
  [
    'a beat with the cookie of its predecessor does not confirm a new instance',
    aCase(
      9,
      { heartbeat: beatRead({ instance: 'cookie-before' }), named: ours, recorded: ours },
      { instance: fresh },
    ),
    { verdict: 'starting', instance: expect.objectContaining({ confirmed: false }) },
  ],
  [
    'a beat with its own cookie confirms it',
    aCase(9, { heartbeat: beatRead({ instance: COOKIE }), named: ours }, { instance: fresh }),
    { verdict: 'healthy' },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
