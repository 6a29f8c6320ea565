// What it means that a beat names a process that is not on record: a copy to adopt, or a stranger to leave alone.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { alive, aProcess, GONE, marks, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { aCase, aNewInstance, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();
const fresh = aNewInstance();
const stranger = aProcess(200);
const named200 = { heartbeat: beatRead({ pid: 200 }), named: alive(stranger) };

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
