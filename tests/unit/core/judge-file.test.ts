// What it means that there is a heartbeat file, or none.

import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { alive, aProcess, GONE, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { aCase, anInstance } from '../../support/core/services.ts';

const ours = alive(aProcess(100));
const instance = anInstance();

const ROWS: [string, Case, Partial<Judgement>][] = [
  [
    'a service never seen and without a heartbeat file is down',
    aCase(0, { heartbeat: { kind: 'missing' } }),
    {
      verdict: 'no_heartbeat',
      detail: 'there is no heartbeat file /hb/web.json',
      proven: false,
      pid: undefined,
    },
  ],
  [
    'a service without a file whose process lives is only inferred to be down',
    aCase(0, { heartbeat: { kind: 'missing' }, recorded: ours }, { instance }),
    {
      verdict: 'no_heartbeat',
      detail: 'there is no heartbeat file /hb/web.json; pid 100 lives',
      proven: false,
    },
  ],
  [
    'a service without a file whose process is dead is proven to be down',
    aCase(0, { heartbeat: { kind: 'missing' }, recorded: GONE }, { instance }),
    {
      verdict: 'no_heartbeat',
      detail: 'there is no heartbeat file /hb/web.json; pid 100 is dead',
      proven: true,
    },
  ],
  [
    'a service without a file is proven to be down after a reboot',
    aCase(0, { heartbeat: { kind: 'missing' } }, { outlived: true }),
    { verdict: 'no_heartbeat', proven: true },
  ],
  [
    'an instance of which nothing was looked at has no fate',
    aCase(0, { heartbeat: { kind: 'missing' } }, { instance }),
    { verdict: 'no_heartbeat', detail: 'there is no heartbeat file /hb/web.json', proven: false },
  ],
  [
    'a file that says nonsense is a failure',
    aCase(0, { heartbeat: { kind: 'invalid', problem: 'not JSON' }, recorded: ours }, { instance }),
    { verdict: 'invalid_heartbeat', detail: '/hb/web.json: not JSON; pid 100 lives' },
  ],
  [
    'a service whose process on record is dead is down, whatever its file is',
    aCase(0, { heartbeat: { kind: 'untrusted', problem: 'a symbolic link' }, recorded: GONE }, { instance }),
    {
      verdict: 'no_heartbeat',
      detail: '/hb/web.json: a symbolic link; pid 100 is dead',
      proven: true,
      concern: '/hb/web.json: a symbolic link',
    },
  ],
  [
    'a file that could not be read tells nothing, and somebody hears that nobody watches',
    aCase(0, { heartbeat: { kind: 'unreadable', problem: 'EIO' } }, { instance }),
    { verdict: 'unknown', detail: '/hb/web.json: EIO', concern: '/hb/web.json: EIO', instance },
  ],
  [
    'a file that is no plain one tells nothing, and somebody hears of it',
    aCase(0, { heartbeat: { kind: 'untrusted', problem: 'a link' } }),
    { verdict: 'unknown', concern: '/hb/web.json: a link' },
  ],
  [
    'a missing file does not count while we could not look for the process',
    aCase(0, { heartbeat: { kind: 'missing' }, recorded: UNSEEN_PROCESS }, { instance }),
    { verdict: 'unknown', detail: expect.stringContaining('EMFILE') },
  ],
];

test.each(ROWS)('%s', (_title, matter, expected) => {
  expect(judge(matter)).toMatchObject(expected);
});
