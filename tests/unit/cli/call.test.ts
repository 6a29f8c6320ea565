// Which command lines are plain enough to be run without the parser, and that they then mean what it takes them for.

import { type Call, callOf } from '../../../src/cli/call.ts';
import { lookOver } from '../../../src/cli/command-line.ts';
import { parse } from '../../../src/cli/parser.ts';

/** What the parser makes of it, by the names that a verb knows. */
async function parsed(argv: readonly string[]): Promise<unknown> {
  let found: Call | undefined;
  await parse(lookOver(argv), async (call) => {
    found = call;
  });
  const { _: _verb, $0: _program, ...words } = (found?.words ?? {}) as Record<string, unknown>;
  const meant = Object.entries(words).filter(([name]) => name.length > 1 && !name.includes('-'));
  return [found?.verb.usage[0], Object.fromEntries(meant)];
}

function called(argv: readonly string[]): unknown {
  const call = callOf(lookOver(argv));
  return call && [call.verb.usage[0], { json: false, ...call.words }];
}

test.each([
  ['status'],
  ['status web'],
  ['ls web --json'],
  ['-c x.json status'],
  ['--config=x.json status 007'],
  ['check --every 5s --for 55s'],
  ['--dry-run'],
  ['check --dry-run --json'],
  ['on web --wait'],
  ['hold web --for 2h --reason word'],
  ['orphans --kill'],
  ['run web -- node -e 0 --json -c x'],
])('%s is run at once, as the parser takes it', async (line) => {
  const argv = line.split(' ');
  expect(called(argv)).toBeDefined();
  expect(called(argv)).toEqual(await parsed(argv));
});

test.each([['status --help'], ['--version'], ['chekc'], ['on'], ['on web db'], ['status -- web']])(
  '%s is left to the parser',
  (line) => {
    expect(callOf(lookOver(line.split(' ')))).toBeUndefined();
  },
);

test('a value may follow its letter at once, as for a tick, though the parser would not have it', () => {
  expect(called(['status', '-cx.json'])).toEqual(['status [key]', { config: 'x.json', json: false }]);
});

test('a word without a letter is left to the parser', () => {
  expect(callOf(lookOver(['status', '']))).toBeUndefined();
});
