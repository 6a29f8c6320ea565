// Which Node and which SQLite addon fit together.

import { addonFault, addonProblem } from '../../../src/store/addon-fit.ts';

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
  expect(problem).toContain(`version ${addonVersion} is installed`);
  expect(problem).toContain('npm install better-sqlite3@');
});

test.each([
  [{ message: 'Could not locate the bindings file. Tried:\n → /x/better_sqlite3.node' }, 'is missing'],
  [{ code: 'MODULE_NOT_FOUND', message: "Cannot find module '/x/better_sqlite3.node'" }, 'is missing'],
  [
    {
      code: 'ERR_DLOPEN_FAILED',
      message: '/x/better_sqlite3.node: cannot open shared object file: No such file or directory',
    },
    'is missing',
  ],
  [
    {
      code: 'ERR_DLOPEN_FAILED',
      message: "The module '/x/better_sqlite3.node' was compiled … NODE_MODULE_VERSION 115.",
    },
    'another version of Node',
  ],
  [
    { code: 'ERR_DLOPEN_FAILED', message: '/x/better_sqlite3.node: file too short' },
    'cannot be loaded (/x/better_sqlite3.node: file too short)',
  ],
])('a compiled part that cannot be loaded is told with its cure: %j', (error, words) => {
  expect(addonFault(error)).toContain(words);
  expect(addonFault(error)).toContain('npm rebuild better-sqlite3');
});

test.each([undefined, null, 'text', new Error('better_sqlite3 is a name'), { code: 'MODULE_NOT_FOUND' }])(
  'other errors are not blamed on the addon: %p',
  (error) => {
    expect(addonFault(error)).toBeUndefined();
  },
);
