// What becomes of a crontab, whatever is in it: one line of ours for each config, and nothing else is touched.

import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { type CronJob, cronFault, cronLine, scheduleOf } from '../../../../src/core/install/cron-line.ts';
import {
  findOthers,
  findOurs,
  markOf,
  switched,
  withLine,
  withoutLine,
} from '../../../../src/core/install/crontab.ts';
import { shellWord, shellWords } from '../../../../src/core/install/shell-word.ts';

const JOB: CronJob = {
  configPath: '/srv/app/config.json',
  program: '/opt/watchdog/watchdog.cjs',
  node: '/usr/bin/node',
  timeout: '/usr/bin/timeout',
  searchPath: '/usr/local/bin:/usr/bin:/bin',
  every: '5s',
  intervalSeconds: 60,
};
const LINE = cronLine(JOB);
const MARK = markOf(JOB.configPath);
const OTHER = cronLine({ ...JOB, configPath: '/srv/other/config.json' });

const pieces = fc.constantFrom(
  '* * * * * true',
  '@reboot x %y%z',
  'MAILTO=me',
  'SHELL=/bin/zsh',
  '# a remark',
  '',
  '\r',
  'caf\u00c3\u00a9\t ',
  OTHER,
  `# see ${MARK}`,
  '30 4 * * 1 /srv/app/config.json',
);
const crontabs = fc
  .tuple(fc.array(fc.tuple(pieces, fc.constantFrom('\n', '\r\n')), { maxLength: 8 }), fc.option(pieces))
  .map(([lines, last]) => lines.map((line) => line.join('')).join('') + (last ?? ''));

test('a line that is put in and taken out again leaves every byte as it was', () => {
  fc.assert(
    fc.property(crontabs, (before) => {
      expect(withoutLine(withLine(before, MARK, LINE), MARK)).toBe(before);
    }),
  );
});

test('there is one line of ours, a whole one, and it is enabled; to put it in again changes nothing', () => {
  fc.assert(
    fc.property(crontabs, (before) => {
      const after = withLine(before, MARK, LINE);
      expect(`\n${after}`.split(`\n${LINE}\n`)).toHaveLength(2);
      expect(findOurs(after, MARK)).toEqual({ text: LINE, isEnabled: true });
      expect(withLine(after, MARK, LINE)).toBe(after);
    }),
  );
});

test('to switch it off and on again leaves every byte as it was; off, cron is told nothing', () => {
  fc.assert(
    fc.property(crontabs, (before) => {
      const on = withLine(before, MARK, LINE);
      const off = switched(on, MARK, false);
      expect(findOurs(off, MARK)).toEqual({ text: `# ${LINE}`, isEnabled: false });
      expect(switched(off, MARK, false)).toBe(off);
      expect(switched(off, MARK, true)).toBe(on);
    }),
  );
});

test('a line of ours that was changed, doubled, disabled, or left without its end is replaced by one', () => {
  const former = LINE.replace('--every 5s ', '');
  for (const tail of ['\n', '', `\n# ${LINE}\n`, `\n${former}`, `\r\n${former}\r\n`]) {
    expect(withLine(`# mine\n${former}${tail}`, MARK, LINE)).toBe(`# mine\n${LINE}\n`);
    expect(withoutLine(`# mine\n${former}${tail}`, MARK)).toBe('# mine\n');
  }
});

test('lines for other configs are not ours; those that name ours without our mark are told', () => {
  const byHand = '* * * * * watchdog -c /srv/app/config.json check';
  const names = { mark: MARK, configPath: JOB.configPath };
  expect(findOurs(`${OTHER}\n${byHand}\n`, MARK)).toBeUndefined();
  expect(findOthers(`${OTHER}\n${LINE}\n#${byHand}\n${byHand}\n`, names)).toEqual([byHand]);
});

test.each([
  ['watchdog -c /srv/app/config.json', true],
  ['cd /srv && npx watchdog-supervisor -c /srv/app/config.json --every 5s >>log 2>&1', true],
  ['/usr/bin/node /opt/watchdog.cjs check --config=/srv/app/config.json | logger', true],
  ['WATCHDOG_CONFIG=/srv/app/config.json /home/me/run-watchdog.sh', true],
  ['watchdog -c /srv/app/config.json summary --week | mail me', false],
  ['watchdog restart web -c /srv/app/config.json', false],
  ['cp /srv/app/config.json /backup', false],
])('of a line by hand it is known whether it makes checks: %s', (command, isOne) => {
  const names = { mark: MARK, configPath: JOB.configPath };
  const line = `* * * * * ${command}`;
  expect(findOthers(`${line}\n`, names)).toEqual(isOne ? [line] : []);
});

test('a word is one word for sh, whatever is in it', () => {
  const words = fc.sample(fc.string({ unit: 'grapheme' }), 200).filter((word) => !/[\0\n]/.test(word));
  const nasty = [...words, "it's", '"', '$HOME', '`id`', '\\', '~', '!', '', ' ', '#', '*', '-n', "'\\''"];
  const script = `for word in ${nasty.map(shellWord).join(' ')}; do printf '%s\\0' "$word"; done`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(stdout.split('\0').slice(0, -1)).toEqual(nasty);
  expect(
    shellWords(
      nasty
        .filter((word) => word !== '')
        .map(shellWord)
        .join(' '),
    ),
  ).toEqual(nasty.filter((word) => word !== ''));
});

test('the line says all that it needs, and no other line has to', () => {
  expect(LINE).toBe(
    '* * * * * /usr/bin/env PATH=/usr/local/bin:/usr/bin:/bin SHELL=/bin/sh /usr/bin/timeout -k 300 3600 /usr/bin/node /opt/watchdog/watchdog.cjs -c /srv/app/config.json check --every 5s # watchdog-supervisor: /srv/app/config.json',
  );
});

test.each([
  [1, '* * * * *'],
  [60, '* * * * *'],
  [119, '* * * * *'],
  [300, '*/5 * * * *'],
  [420, '*/6 * * * *'],
  [3600, '0 */1 * * *'],
  [18_000, '0 */4 * * *'],
  [86_400, '0 0 * * *'],
])('an interval of %d seconds is "%s"', (seconds, schedule) => {
  expect(scheduleOf(seconds)).toBe(schedule);
});

test.each([
  ['a percent sign', { configPath: '/srv/50%/config.json' }, 9, /50%.*without `%`/],
  ['a line break', { node: '/opt/a\nb' }, 9, /\\n.*control characters/],
  ['too many folders', {}, 991, /991 bytes; at most 990/],
  ['nothing of that', {}, 990, undefined],
])('%s is told before cron sees it', (_, change, bytes, expected) => {
  const fault = cronFault({ ...JOB, ...change }, bytes);
  if (expected === undefined) expect(fault).toBeUndefined();
  else expect(`${fault?.found}; ${fault?.expected}`).toMatch(expected);
});
