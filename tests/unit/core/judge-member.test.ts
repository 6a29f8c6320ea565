// Which processes may beat for an instance.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE, GONE, marks } from '../../support/core/processes.ts';
import { aCase, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();
const worker = aProcess(101, { ppid: 100, sid: 100, pgid: 100, marks: undefined, startedAtMs: at(0).wallMs });
const cookieHolder = aProcess(101, { marks: marks({ instance: COOKIE, key: 'web' }) });

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a beating child with our cookie is ours',
    aCase(1, { heartbeat: beatRead({ pid: 101 }), named: alive(cookieHolder), recorded: ours }, { instance }),
    {
      verdict: 'healthy',
      pid: 101,
      instance: { ...instance, beating: { pid: 101, startTicks: cookieHolder.startTicks } },
    },
  ],
  [
    'a beating child without an environment is ours by its session',
    aCase(1, { heartbeat: beatRead({ pid: 101 }), named: alive(worker), recorded: ours }, { instance }),
    { verdict: 'healthy', pid: 101 },
  ],
  [
    'a child that beats is alive though its leader is dead',
    aCase(
      -9,
      { heartbeat: beatRead({ pid: 101 }), named: alive(cookieHolder), recorded: GONE },
      { instance },
    ),
    { verdict: 'invalid_heartbeat', proven: false },
  ],
  [
    'a child without an environment is ours by its session while another one of ours is in that',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive(worker),
        recorded: alive(aProcess(102, { sid: 100, pgid: 100 })),
      },
      { instance: anInstance({ beating: { pid: 102, startTicks: aProcess(102).startTicks } }) },
    ),
    { verdict: 'healthy', pid: 101 },
  ],
  [
    'a child without an environment is ours by the name of its session, whoever is dead',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive({ ...worker, marks: marks({ session: '77' }) }),
        recorded: GONE,
      },
      { instance: anInstance({ session: '77' }) },
    ),
    { verdict: 'healthy', pid: 101, instance: expect.objectContaining({ origin: 'started' }) },
  ],
  [
    'who is in a session of the number of a dead leader is not ours',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive({ ...worker, marks: marks({ uid: 0 }) }),
        recorded: GONE,
      },
      { instance },
    ),
    { verdict: 'unknown', concern: expect.stringContaining('of user 0'), instance },
  ],
  [
    'nor is he by a member that is in another session',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive({ ...worker, marks: marks({ uid: 0 }) }),
        recorded: alive(aProcess(102)),
      },
      { instance: anInstance({ beating: { pid: 102, startTicks: aProcess(102).startTicks } }) },
    ),
    { verdict: 'unknown', concern: expect.stringContaining('of user 0') },
  ],
  [
    'an older process in a session of that number is not ours',
    aCase(
      1,
      { heartbeat: beatRead({ pid: 101 }), named: alive({ ...worker, startTicks: 1 }), recorded: ours },
      { instance },
    ),
    { verdict: 'unknown' },
  ],
  [
    'a child that opted out is not ours',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive({ ...worker, marks: marks({ key: 'web' }) }),
        recorded: ours,
      },
      { instance },
    ),
    { verdict: 'unknown', concern: expect.stringContaining('two live copies') },
  ],
  [
    'what we did not start is known by its identity only',
    aCase(
      1,
      { heartbeat: beatRead({ pid: 101 }), named: alive(worker), recorded: ours },
      { instance: anInstance({ cookie: undefined }) },
    ),
    { verdict: 'unknown', instance: anInstance({ cookie: undefined }) },
  ],
  [
    'a child that began after the last beat is a sign that something lives',
    aCase(
      9,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive({ ...cookieHolder, startedAtMs: at(5).wallMs }),
        recorded: GONE,
      },
      { instance },
    ),
    { verdict: 'stale_pid', proven: false },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
