// Which Node and which SQLite addon fit together.

import { addonProblem } from '../../../src/store/addon-fit.ts';

test.each([
  ['20.19.0', '12.11.1'],
  ['22.14.0', '12.11.1'],
  ['22.14.0', '13.2.0'],
  ['24.18.9', '12.11.1'],
  ['24.19.0', '13.2.0'],
  ['26.0.0', '13.2.0'],
])('Node %s and better-sqlite3 %s fit', (nodeVersion, addonVersion) => {
  expect(addonProblem({ nodeVersion, addonVersion })).toBeUndefined();
});

test.each([
  ['20.20.2', '13.2.0', 'needs Node 22.14 or newer'],
  ['22.13.1', '13.2.0', 'needs Node 22.14 or newer'],
  ['24.19.0', '12.11.1', 'version 13 or newer is needed'],
  ['26.0.0', '12.11.1', 'version 13 or newer is needed'],
])('Node %s and better-sqlite3 %s are refused, with the cure', (nodeVersion, addonVersion, why) => {
  const problem = addonProblem({ nodeVersion, addonVersion });
  expect(problem).toContain(why);
  expect(problem).toContain(`better-sqlite3 ${addonVersion}`);
  expect(problem).toContain('npm ci');
});
