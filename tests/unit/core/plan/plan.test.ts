// What an edit of the config means for a service that may be running.

import { compare } from '../../../../src/core/plan/compare.ts';
import { consequencesOf, type Edited } from '../../../../src/core/plan/consequences.ts';

function meaning(change: Partial<Edited>): string {
  const usual = {
    key: 'web',
    change: 'changed',
    options: [],
    state: undefined,
    isAlive: true,
    isRearmed: false,
  } as const;
  return consequencesOf({ ...usual, ...change }).join('; ');
}

const option = (name: string) => [{ option: name, before: 1, after: 2 }];
const off = { desired: { mode: 'off', by: 'ada', atMs: 0 } } as const;

test.each<[string, Partial<Edited>, RegExp]>([
  [
    'one that is taken out while it runs is left alone',
    { change: 'removed' },
    /left alone, and listed by `watchdog orphans`/,
  ],
  ['one that is disabled is left alone', { change: 'disabled' }, /left alone/],
  ['one that is new and runs is adopted', { change: 'added' }, /adopted/],
  ['one that is new and does not run is started', { change: 'added', isAlive: false }, /started/],
  ['one that was off stays off', { change: 'enabled', state: off }, /stays so/],
  [
    'another command holds from its next start on',
    { options: option('commands.start') },
    /from its next start on/,
  ],
  [
    'another timeout holds from the next check on',
    { options: option('timeout_seconds') },
    /^it is judged by that/,
  ],
  ['another name changes nothing', { options: option('display_name') }, /^$/],
  ['one that was given up is re-armed', { isRearmed: true }, /re-armed/],
])('%s', (_title, change, expected) => {
  expect(meaning(change)).toMatch(expected);
});

test('options are compared field by field, lists as a whole', () => {
  const before = { timeout_seconds: 60, restart_policy: { max_restarts: 3 }, tags: ['a'], cwd: '/x' };
  const after = { timeout_seconds: 60, restart_policy: { max_restarts: 4 }, tags: ['a', 'b'] };
  expect(compare(before, after)).toEqual([
    { option: 'cwd', before: '/x', after: undefined },
    { option: 'restart_policy.max_restarts', before: 3, after: 4 },
    { option: 'tags', before: ['a'], after: ['a', 'b'] },
  ]);
});
