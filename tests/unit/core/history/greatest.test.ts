// What was measured now and then, as a chart has room for it.

import { greatest } from '../../../../src/core/history/greatest.ts';

test('each part has the greatest of its values, the end of the window included, and none where nothing was measured', () => {
  const samples = [
    { atMs: -1, value: 100 },
    { atMs: 0, value: 1 },
    { atMs: 24, value: 3 },
    { atMs: 25, value: 2 },
    { atMs: 100, value: 7 },
    { atMs: 101, value: 100 },
  ];
  expect(greatest(samples, { fromMs: 0, untilMs: 100 }, 4)).toEqual([3, 2, undefined, 7]);
});
