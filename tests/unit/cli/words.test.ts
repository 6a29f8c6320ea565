// What the command line means, and what is said in return.

import { complain } from '../../../src/cli/complaint.ts';
import { readDuration } from '../../../src/cli/duration.ts';
import { errorForPrograms, renderError } from '../../../src/cli/render-error.ts';
import { span } from '../../../src/cli/render-services.ts';
import { readTickArguments } from '../../../src/cli/tick-arguments.ts';
import { ConfigError, LeaseHeldError, StoreError, UsageError } from '../../../src/errors.ts';

describe('a length of time', () => {
  test.each([
    ['500ms', 500],
    ['5s', 5000],
    ['5', 5000],
    ['0.5', 500],
    ['1.5m', 90_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
  ])('%s is %d ms', (text, ms) => expect(readDuration(text)).toBe(ms));

  test.each(['', '0', '0s', '-5s', '5 s', '5x', 's', '5s6', '1e3', 'Infinity', '٥s', '5S'])(
    '%j is none',
    (text) => {
      expect(() => readDuration(text)).toThrow(expect.objectContaining({ code: 'usage' }));
    },
  );
});

test.each([
  [undefined, '-'],
  [0, '0s'],
  [59.4, '59s'],
  [59.9, '59s'],
  [60, '1m'],
  [3599, '59m'],
  [3600, '1h 0m'],
  [86_399, '23h 59m'],
  [90_000, '1d 1h'],
])('%p seconds are told as %s', (seconds, text) => expect(span(seconds)).toBe(text));

describe('the small bundle', () => {
  const plain = { config: undefined, json: false, dryRun: false, everyMs: undefined, forMs: undefined };

  test.each([
    [[], plain],
    [['check'], plain],
    [['-c', 'x.json'], { ...plain, config: 'x.json' }],
    [['-cx.json', 'check'], { ...plain, config: 'x.json' }],
    [['check', '--config=x.json', '--json'], { ...plain, config: 'x.json', json: true }],
    [['--every', '5s', '--for', '55s'], { ...plain, everyMs: 5000, forMs: 55_000 }],
    [['check', '--dry-run'], { ...plain, dryRun: true }],
  ])('serves %j', (argv, words) => expect(readTickArguments(argv)).toEqual(words));

  test.each([
    [['on', 'web']],
    [['check', 'web']],
    [['--help']],
    [['--version']],
    [['--evry', '5s']],
    [['--every', 'soon']],
    [['--every']],
    [['-c']],
    [['--json=yes']],
    [['-c', 'a.json', '-c', 'b.json']],
    [['--config=']],
    [['--every', '1s', 'check', '--every', '2s']],
  ])('leaves %j to the other one', (argv) => expect(readTickArguments(argv)).toBeUndefined());
});

describe('a complaint about the command line', () => {
  test.each([
    [
      'Did you mean status?',
      'statsu',
      'command line: found "statsu"; expected a verb.',
      'Did you mean "status"?',
    ],
    ['Unknown argument: web2', 'on', 'command line: found "web2"; expected no such thing.', /--help/],
    [
      'Not enough non-option arguments: got 0, need at least 1',
      'on',
      'command line: found too little after on; expected on <key>.',
      /--help/,
    ],
    [
      'found no verb; expected one such as check.',
      undefined,
      'command line: found no verb; expected one such as check.',
      /--help/,
    ],
  ])('%s', (message, verb, words, hint) => {
    expect(complain(message, verb)).toMatchObject({
      code: 'usage',
      message: words,
      hint: expect.stringMatching(hint),
    });
  });
});

describe('an error', () => {
  test.each([
    new UsageError('what', { hint: 'Do.' }),
    new ConfigError('what', { hint: 'Do.' }),
    new LeaseHeldError('what', { hint: 'Do.' }),
    new StoreError('what', { hint: 'Do.', cause: new Error('inner') }),
  ])('of ours is told in its own words, without a stack: %p', (error) => {
    expect(renderError(error)).toBe('what\nDo.');
    expect(errorForPrograms(error)).toMatchObject({
      error: { code: error.code, message: 'what', hint: 'Do.' },
    });
  });

  test.each([[new TypeError('x is not a function')], ['a text'], [undefined]])(
    'that is a bug of ours asks to be reported: %p',
    (error) => {
      expect(renderError(error)).toMatch(/This is a bug of ours\. Please report it/);
      expect(errorForPrograms(error)).toEqual({ error: { code: 'bug', message: String(error) } });
    },
  );

  test('that is a fault of the installation says what to install, and shows no stack', () => {
    const error = Object.assign(new Error('better_sqlite3.node was compiled against NODE_MODULE_VERSION 1'), {
      code: 'ERR_DLOPEN_FAILED',
    });
    expect(renderError(error)).toMatch(/^watchdog: better-sqlite3: .*`npm rebuild better-sqlite3/);
  });
});
