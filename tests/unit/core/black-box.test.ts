// The words of a black box.

import { blackBoxName, tellBlackBox } from '../../../src/core/black-box.ts';
import { at } from '../../support/core/moments.ts';
import { aProcess } from '../../support/core/processes.ts';
import { aRecovery } from '../../support/core/services.ts';

const recovery = aRecovery({ verdict: 'timed_out', detail: 'no beat for 90 s; failure 2 of 2' });
const tree = [
  aProcess(100, { ppid: 1 }),
  aProcess(102, { ppid: 101, state: 'D' }),
  aProcess(101, { ppid: 100 }),
  aProcess(300, { ppid: 1 }),
];
const examined = [
  {
    pid: 100,
    command: 'python app',
    parts: [
      ['wchan', 'futex_wait'],
      ['open files', '3 in all'],
    ] as const,
  },
  { pid: 101, command: '', parts: [] },
];

test('it says why, shows children below their parents, and what was seen of each', () => {
  const text = tellBlackBox({
    recovery,
    atMs: at(0).wallMs,
    tree,
    examined,
    diagnosis: 'exited with code 0',
  });
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^web, before recovery 7 ended it at \d{4}-\d\d-\d\dT/),
    'why: threshold_reached, timed_out: no beat for 90 s; failure 2 of 2',
    'diagnose: exited with code 0',
    '',
    '--- its 4 process(es)',
    '100 S python app',
    '  101 S',
    '    102 D',
    '300 S',
    '',
    '--- pid 100: python app',
    '[wchan]',
    'futex_wait',
    '[open files]',
    '3 in all',
    '',
    '--- pid 101: ',
    '',
    '… not looked at closely: 2 more',
    '',
  ]);
});

test('of a circle of parents, which a table read over time can show, nobody is told for ever', () => {
  const circle = [aProcess(100, { ppid: 101 }), aProcess(101, { ppid: 100 })];
  const text = tellBlackBox({ recovery, atMs: 0, tree: circle, examined: [], diagnosis: undefined });
  expect(text).toContain('--- its 2 process(es)');
});

test('its file is named after the service, the second and the recovery', () => {
  expect(blackBoxName({ key: 'web@1', id: 12 }, Date.UTC(2026, 1, 3, 4, 5, 6, 789))).toBe(
    'web@1-20260203T040506Z-12.txt',
  );
});
