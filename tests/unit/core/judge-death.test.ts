// What it means that the process named by a heartbeat is dead.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { aCase, aNewInstance, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();
const fresh = aNewInstance();

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a named process that was not looked at tells nothing',
    aCase(1, { named: undefined }),
    { verdict: 'unknown', detail: 'its process was not looked at', pid: 100 },
  ],
  [
    'a named process that could not be looked at tells nothing',
    aCase(1, { named: UNSEEN_PROCESS }),
    { verdict: 'unknown', detail: expect.stringContaining('EMFILE') },
  ],
  [
    'a process that is gone is proven dead',
    aCase(1),
    { verdict: 'stale_pid', detail: 'pid 100 is gone', proven: true, pid: 100, beatAtMs: at(0).wallMs },
  ],
  [
    'a zombie is dead',
    aCase(1, { named: { kind: 'dead', why: 'zombie' } }),
    { verdict: 'stale_pid', detail: 'pid 100 is a zombie' },
  ],
  [
    'a reused pid is dead',
    aCase(1, { named: { kind: 'dead', why: 'reused' } }),
    { verdict: 'stale_pid', detail: expect.stringContaining('began after') },
  ],
  [
    'a thread is no process',
    aCase(1, { named: { kind: 'dead', why: 'not_a_process' } }),
    { verdict: 'stale_pid', detail: 'pid 100 is a thread, not a process' },
  ],
  [
    'a program that began after the beat did not write it',
    aCase(9, { named: alive(aProcess(100, { startedAtMs: at(3).wallMs })) }),
    { verdict: 'stale_pid', proven: true, instance: undefined },
  ],
  [
    'a dead child of a leader that lives is not proof that nothing lives',
    aCase(1, { heartbeat: beatRead({ pid: 101 }), recorded: ours }, { instance }),
    { verdict: 'stale_pid', proven: false, detail: 'pid 101 is gone; pid 100 lives' },
  ],
  [
    'a reused pid is found out though the leader lives',
    aCase(
      9,
      {
        heartbeat: beatRead({ pid: 101 }),
        named: alive(aProcess(101, { startedAtMs: at(3).wallMs })),
        recorded: ours,
      },
      { instance },
    ),
    { verdict: 'stale_pid', proven: false },
  ],
  [
    'a dead pid does not count while we could not look for the leader',
    aCase(1, { heartbeat: beatRead({ pid: 101 }), recorded: UNSEEN_PROCESS }, { instance }),
    { verdict: 'unknown' },
  ],
  [
    'a new instance that has beaten and died has no grace left, though a child of it lives',
    aCase(
      9,
      { heartbeat: beatRead({ timestampMs: at(3).wallMs }), recorded: alive(aProcess(101)) },
      { instance: fresh },
    ),
    {
      verdict: 'stale_pid',
      proven: false,
      detail: 'pid 100 is gone; pid 101 lives',
      instance: { ...fresh, confirmed: true },
    },
  ],
  [
    'a new instance of which a worker has beaten and died has no grace left',
    aCase(9, { heartbeat: beatRead({ pid: 101, instance: COOKIE }), recorded: ours }, { instance: fresh }),
    { verdict: 'stale_pid', detail: 'pid 101 is gone; pid 100 lives' },
  ],
  [
    'a beat of an instance before it, by the very same pid, leaves a new instance its grace',
    aCase(9, { heartbeat: beatRead({ timestampMs: at(-3).wallMs }), recorded: ours }, { instance: fresh }),
    { verdict: 'starting' },
  ],
  [
    'a beat that names an instance before it leaves a new one its grace',
    aCase(
      9,
      { heartbeat: beatRead({ timestampMs: at(3).wallMs, instance: 'the one before' }), recorded: ours },
      { instance: fresh },
    ),
    { verdict: 'starting' },
  ],
  [
    'a service on record in another pid namespace that still beats may live there',
    aCase(60, {}, { elsewhere: true }),
    { verdict: 'unknown', proven: false, concern: expect.stringContaining('another pid namespace') },
  ],
  [
    'a service on record in another pid namespace that beats no more is dead',
    aCase(60.001, {}, { elsewhere: true }),
    { verdict: 'stale_pid' },
  ],
  [
    'a beat from the future is no sign of life in another pid namespace',
    aCase(-9, {}, { elsewhere: true }),
    { verdict: 'stale_pid' },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
