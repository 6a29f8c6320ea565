// How many points there are in all: the sum of what each act promises, and holds in its own test.

import { readdirSync } from 'node:fs';
import { FEWEST } from '../../support/crash-points/fewest.ts';

const IN_ALL = 300;

test('N3 of all acts together three hundred points are reached, and each act has its test', () => {
  const sum = Object.values(FEWEST).reduce((total, points) => total + points, 0);
  expect(sum).toBeGreaterThanOrEqual(IN_ALL);
  const tests = readdirSync(import.meta.dirname).map((name) => name.replace('.test.ts', ''));
  expect(tests).toEqual(expect.arrayContaining(Object.keys(FEWEST)));
});
