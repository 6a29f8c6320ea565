// What the age and the status of a beat mean.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { alive, aProcess } from '../../support/core/processes.ts';
import { aCase, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a beat exactly as old as the timeout is healthy',
    aCase(60, { named: ours }, { instance }),
    { verdict: 'healthy', ageMs: 60_000, instance, detail: '', pid: 100 },
  ],
  [
    'a beat one millisecond older than the timeout is not',
    aCase(60.001, { named: ours }, { instance }),
    {
      verdict: 'timed_out',
      proven: false,
      detail: 'last beat 60 s ago, timeout 60 s; pid 100 lives',
      beatAtMs: at(0).wallMs,
    },
  ],
  [
    'a beat two seconds ahead is owed to clocks that differ',
    aCase(-2, { named: ours }, { instance }),
    { verdict: 'healthy', ageMs: 0 },
  ],
  [
    'a beat from the future is invalid',
    aCase(-3, { named: ours }, { instance }),
    {
      verdict: 'invalid_heartbeat',
      detail: 'its timestamp lies 3 s in the future; pid 100 lives',
      proven: false,
      beatAtMs: undefined,
    },
  ],
  [
    'a beat from the future is as old as the clock step that explains it',
    aCase(-30, { named: ours }, { instance, rebasedAt: at(-40) }),
    { verdict: 'healthy', ageMs: 10_000 },
  ],
  [
    'an old beat is no older than the last clock step',
    aCase(3600, { named: ours }, { instance, rebasedAt: at(3590) }),
    { verdict: 'healthy', ageMs: 10_000 },
  ],
  [
    'a beat that stayed out since the clock step is timed out',
    aCase(3600, { named: ours }, { instance, rebasedAt: at(3500) }),
    { verdict: 'timed_out', ageMs: 100_000 },
  ],
  [
    'a clock step of an earlier boot explains nothing',
    aCase(0, { at: afterReboot(5), named: ours }, { instance, rebasedAt: at(7200) }),
    { verdict: 'timed_out', ageMs: 3_605_000 },
  ],
  [
    'a status other than running is an error',
    aCase(1, { named: ours, heartbeat: beatRead({ status: 'sick\u009b\n' }) }, { instance }),
    { verdict: 'error_status', detail: 'it reports status "sick??"' },
  ],
  [
    'age is judged before status',
    aCase(61, { named: ours, heartbeat: beatRead({ status: 'sick' }) }, { instance }),
    { verdict: 'timed_out' },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
