// What it means that a beat names a process that is not on record: a copy to adopt, or a stranger to leave alone.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import type { ProcessMarks } from '../../../src/core/process.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { alive, aProcess, GONE, marks, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { aCase, aNewInstance, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();
const fresh = aNewInstance();
const stranger = aProcess(200);
const reused = (seconds: number, change: Partial<ProcessMarks> = {}) =>
  aProcess(100, { startTicks: 999_999, startedAtMs: at(seconds).wallMs, marks: marks(change) });
const named200 = { heartbeat: beatRead({ pid: 200 }), named: alive(stranger) };
const namedRoot = { ...named200, named: alive({ ...stranger, marks: marks({ uid: 0 }) }) };
const ofUser = (ownerUid: number) => ({ ...beatRead({ pid: 200 }), ownerUid });

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a hand-started service is adopted',
    aCase(1, named200),
    {
      verdict: 'healthy',
      instance: expect.objectContaining({
        leader: { pid: 200, startTicks: stranger.startTicks },
        origin: 'adopted',
        confirmed: true,
        cookie: undefined,
        since: at(-600),
      }),
    },
  ],
  [
    'a hand-started service is adopted when ours is dead',
    aCase(1, { ...named200, recorded: GONE }, { instance }),
    { verdict: 'healthy', instance: expect.objectContaining({ origin: 'adopted' }) },
  ],
  [
    'a hand-started service that stopped beating is adopted and timed out',
    aCase(61, named200),
    { verdict: 'timed_out', proven: false, instance: expect.objectContaining({ origin: 'adopted' }) },
  ],
  [
    'one against whom something speaks is left alone, and a person is told',
    aCase(1, { ...named200, doubt: 'pid 7 has the number 200 in a container' }),
    {
      verdict: 'unknown',
      instance: undefined,
      concern: 'its heartbeat does not vouch for pid 200: pid 7 has the number 200 in a container',
    },
  ],
  [
    'one of whom it could not be told before is not adopted by an old beat',
    aCase(61, named200, { doubted: 200 }),
    { verdict: 'unknown', instance: undefined, concern: expect.stringContaining('its last beat is old') },
  ],
  [
    'but by a new one',
    aCase(1, named200, { doubted: 200 }),
    { verdict: 'healthy', instance: expect.objectContaining({ origin: 'adopted' }) },
  ],
  [
    'and beside an old beat that names such a one a service whose own process is dead is started again',
    aCase(61, { ...named200, recorded: GONE }, { instance, doubted: 200 }),
    { verdict: 'no_heartbeat', proven: true, instance },
  ],
  [
    'what an invocation started before it died is adopted with its cookie',
    aCase(1, { ...named200, named: alive({ ...stranger, marks: marks({ instance: 'c', key: 'web' }) }) }),
    { verdict: 'healthy', instance: expect.objectContaining({ cookie: 'c' }) },
  ],
  [
    'of two live copies none is chosen',
    aCase(1, { ...named200, recorded: ours }, { instance }),
    { verdict: 'unknown', concern: 'two live copies: pid 200 beats, pid 100 is ours', instance },
  ],
  [
    'of two live copies none is chosen after the grace of ours either',
    aCase(61, { ...named200, recorded: ours }, { instance: fresh }),
    { verdict: 'unknown', concern: expect.stringContaining('two live copies') },
  ],
  [
    'a new instance has its grace beside another copy',
    aCase(9, { ...named200, recorded: ours }, { instance: fresh }),
    { verdict: 'starting', instance: fresh },
  ],
  [
    'a program that was given the pid of ours a moment after its last beat is no copy of it',
    aCase(1, { named: alive(reused(0.01)), recorded: GONE }, { instance }),
    { verdict: 'stale_pid', proven: true, instance },
  ],
  [
    'a program that was given the pid of the process that beat is no copy of it either',
    aCase(
      1,
      {
        heartbeat: beatRead({ pid: 200 }),
        named: alive({ ...reused(1), pid: 200, sid: 200, pgid: 200 }),
        recorded: ours,
      },
      { instance: anInstance({ beating: { pid: 200, startTicks: 1 } }) },
    ),
    { verdict: 'stale_pid', proven: false },
  ],
  [
    'the service itself, started by hand, may have the pid of ours',
    aCase(1, { named: alive(reused(1, { key: 'web' })), recorded: GONE }, { instance }),
    { verdict: 'healthy', instance: expect.objectContaining({ origin: 'adopted' }) },
  ],
  [
    'one that beats after it was given the pid of ours is a copy of it',
    aCase(1, { named: alive(reused(-0.01)), recorded: GONE }, { instance }),
    { verdict: 'healthy', instance: expect.objectContaining({ origin: 'adopted' }) },
  ],
  [
    'a living process that beats under another key is neither adopted nor doubled',
    aCase(60, { heartbeat: beatRead({ pid: 200, foreignKey: 'shop' }), named: alive(stranger) }),
    {
      verdict: 'unknown',
      instance: undefined,
      concern: '/hb/web.json: process_key is "shop"; expected "web". Pid 200, which it names, lives',
    },
  ],
  [
    'a key that is made to confuse a terminal is shown harmless',
    aCase(1, { heartbeat: beatRead({ foreignKey: '\u001b[2J\u009bböse' }) }),
    { verdict: 'invalid_heartbeat', detail: '/hb/web.json: process_key is "?[2J?b?se"; expected "web"' },
  ],
  [
    'a beat under another key leaves a new instance its grace',
    aCase(
      9,
      { heartbeat: beatRead({ pid: 200, foreignKey: 'shop' }), named: alive(stranger), recorded: ours },
      { instance: fresh },
    ),
    { verdict: 'starting' },
  ],
  [
    'a beat under another key that has become old is a bad one',
    aCase(60.001, { heartbeat: beatRead({ pid: 200, foreignKey: 'shop' }), named: alive(stranger) }),
    { verdict: 'invalid_heartbeat', detail: '/hb/web.json: process_key is "shop"; expected "web"' },
  ],
  [
    'a beat under another key of a dead process is a bad one',
    aCase(1, { heartbeat: beatRead({ foreignKey: 'shop' }) }),
    { verdict: 'invalid_heartbeat' },
  ],
  [
    'a beat under another key whose pid has passed on is a bad one',
    aCase(9, {
      heartbeat: beatRead({ pid: 200, foreignKey: 'shop' }),
      named: alive({ ...stranger, startedAtMs: at(3).wallMs }),
    }),
    { verdict: 'invalid_heartbeat' },
  ],
  [
    'nothing is adopted while we could not look for ours',
    aCase(1, { ...named200, recorded: UNSEEN_PROCESS }, { instance }),
    { verdict: 'unknown', instance },
  ],
  [
    'a process of another user is never adopted',
    aCase(1, { ...named200, named: alive({ ...stranger, marks: marks({ uid: 0 }) }) }),
    { verdict: 'unknown', concern: expect.stringContaining('of user 0'), instance: undefined },
  ],
  [
    'a process whose owner we may not see is never adopted',
    aCase(1, { ...named200, named: alive({ ...stranger, marks: undefined }) }),
    { verdict: 'unknown', instance: undefined },
  ],
  [
    'a kernel thread is never adopted',
    aCase(1, { ...named200, named: alive({ ...stranger, kernelThread: true }) }),
    { verdict: 'unknown', instance: undefined },
  ],
  [
    'a process of another service is never adopted',
    aCase(1, { ...named200, named: alive({ ...stranger, marks: marks({ key: 'db', instance: 'd' }) }) }),
    { verdict: 'unknown', concern: expect.stringContaining('the service "db"'), instance: undefined },
  ],
  [
    'beside a beat of now no copy is started, whomever it names, though ours is dead',
    aCase(60, { ...namedRoot, recorded: GONE }, { instance }),
    { verdict: 'unknown', concern: expect.stringContaining('of user 0'), instance },
  ],
  [
    'whoever an old beat names does not keep a dead service down, and is told',
    aCase(60.001, { ...namedRoot, recorded: GONE }, { instance }),
    { verdict: 'no_heartbeat', proven: true, concern: expect.stringContaining('of user 0'), instance },
  ],
  [
    'nor does he after a reboot',
    aCase(0, { ...namedRoot, at: afterReboot(61) }, { outlived: true }),
    { verdict: 'no_heartbeat', proven: true },
  ],
  [
    'nor does a beat of now that others could have written',
    aCase(1, { ...namedRoot, recorded: GONE, exposure: '/hb is writable by everybody' }, { instance }),
    { verdict: 'no_heartbeat', proven: true, concern: expect.stringContaining('of user 0') },
  ],
  [
    'nor does a beat of now of another user than its own',
    aCase(1, { ...namedRoot, heartbeat: ofUser(33), recorded: GONE }, { instance }),
    { verdict: 'no_heartbeat', proven: true },
  ],
  [
    'nor does a beat from the future',
    aCase(-9, { ...namedRoot, recorded: GONE }, { instance }),
    { verdict: 'no_heartbeat', proven: true },
  ],
  [
    'a beat of now in a file of root’s counts as one of its own user',
    aCase(1, { ...named200, heartbeat: ofUser(0), recorded: GONE }, { instance }),
    { verdict: 'unknown', instance },
  ],
  [
    'while ours lives, an old beat of somebody else’s tells nothing',
    aCase(61, { ...namedRoot, recorded: ours }, { instance }),
    { verdict: 'unknown', instance },
  ],
  [
    'a new instance has its grace whomever the file names',
    aCase(
      9,
      { ...named200, named: alive({ ...stranger, kernelThread: true }), recorded: ours },
      { instance: fresh },
    ),
    { verdict: 'starting' },
  ],
  [
    'a beat from the future adopts nobody',
    aCase(-9, named200),
    {
      verdict: 'unknown',
      instance: undefined,
      concern: 'its timestamp lies 9 s in the future: it does not vouch for pid 200',
    },
  ],
  [
    'a beat from the future adopts nobody after a clock step either',
    aCase(-9, named200, { rebasedAt: at(-10) }),
    { verdict: 'unknown', instance: undefined },
  ],
  [
    'a beat from the future does not keep a dead service down',
    aCase(-9, { ...named200, recorded: GONE }, { instance }),
    { verdict: 'invalid_heartbeat', proven: true, instance },
  ],
  [
    'a beat from the future does not keep a service down after a reboot',
    aCase(0, { ...named200, at: { ...afterReboot(5), wallMs: at(-9).wallMs } }, { outlived: true }),
    { verdict: 'invalid_heartbeat', proven: true, instance: undefined },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
