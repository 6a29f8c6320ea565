// What comes of a verb, in words and as an exit code.

import { exitOfCheck, exitOfError, exitOfStatus, exitOfSwitch } from '../../../src/cli/exit-codes.ts';
import { renderCheck } from '../../../src/cli/render-check.ts';
import { renderServices } from '../../../src/cli/render-services.ts';
import { renderStatus } from '../../../src/cli/render-status.ts';
import { renderSwitch } from '../../../src/cli/render-switch.ts';
import type { CheckReport } from '../../../src/commands/check-report.ts';
import type { ServiceReport } from '../../../src/commands/service-report.ts';
import { ConfigError, LeaseHeldError, StoreError, UsageError } from '../../../src/errors.ts';
import { aReport, aSickReport } from '../../support/service-reports.ts';

type Checked = Extract<CheckReport, { kind: 'checked' }>;
const checked = (change: Partial<Checked> = {}): Checked => ({
  kind: 'checked',
  services: [aReport()],
  isAnyDown: false,
  isCriticalDown: false,
  recoveries: [],
  passes: 1,
  isDryRun: false,
  observedOnly: undefined,
  ...change,
});
const recovery = (outcome: string) => ({
  key: 'web',
  purpose: 'recover',
  outcome,
  message: 'exited with code 3',
});
const OFF = aSickReport({ desired: 'off', state: 'stopped' });
const DISABLED = aReport({ state: 'disabled', verdict: undefined, desired: 'off', pid: undefined });
const LOST = new StoreError('watchdog.db: it cannot be written', { hint: 'Check the disk.' });

describe('a check exits', () => {
  test.each<[string, CheckReport, number]>([
    ['0 when all is well', checked(), 0],
    ['0 when another one is at work', { kind: 'held', holder: undefined }, 0],
    ['1 when a service is down', checked({ isAnyDown: true }), 1],
    ['5 when a critical one is', checked({ isAnyDown: true, isCriticalDown: true }), 5],
    ['1 when a recovery failed', checked({ recoveries: [recovery('failed')] }), 1],
    ['0 when a recovery was called off', checked({ recoveries: [recovery('closed')] }), 0],
    ['1 when the lock is out of order', { kind: 'lock_failed', why: 'x' }, 1],
    ['4 when the record cannot be used', checked({ observedOnly: LOST }), 4],
  ])('%s', (_, report, code) => expect(exitOfCheck(report)).toBe(code));
});

describe('a status exits', () => {
  const lastTick = undefined;
  test.each<[string, ServiceReport[], string | undefined, number]>([
    ['0 when all run', [aReport()], undefined, 0],
    ['1 when one is down', [aReport(), aSickReport()], undefined, 1],
    ['5 when a critical one is', [aSickReport({ critical: true }), aSickReport()], undefined, 5],
    ['1 when a critical one is well', [aReport({ critical: true }), aSickReport()], undefined, 1],
    ['3 of a critical one that is down', [aSickReport({ critical: true })], 'web', 3],
    ['0 of one that runs', [aReport()], 'web', 0],
    ['0 of one that is starting', [aReport({ verdict: 'starting' })], 'web', 0],
    ['3 of one that is down', [aSickReport()], 'web', 3],
    ['3 of one that is switched off', [OFF], 'web', 3],
    ['3 of one that is disabled', [DISABLED], 'web', 3],
    ['3 of one that cannot be looked at', [aReport({ verdict: 'unknown' })], 'web', 3],
  ])('%s', (_, services, key, code) =>
    expect(exitOfStatus({ services, key, lastTick, processes: undefined })).toBe(code),
  );
});

test.each<[unknown, number]>([
  [new UsageError('', { hint: '' }), 2],
  [new ConfigError('', { hint: '' }), 2],
  [new StoreError('', { hint: '' }), 4],
  [new LeaseHeldError('', { hint: '' }), 75],
  [new TypeError('x'), 70],
  [Object.assign(new Error('x'), { code: 'ENOENT' }), 70],
  [undefined, 70],
])('%p exits as documented', (error, code) => expect(exitOfError(error)).toBe(code));

test('switching says a line for each service, and exits 1 when one has failed', () => {
  const good = { key: 'web', ok: true, message: 'started pid 7' };
  const bad = { key: 'db', ok: false, message: 'no such file' };
  expect(renderSwitch({ answers: [good] })).toMatchObject({ exitCode: 0, text: 'web: started pid 7' });
  expect(renderSwitch({ answers: [good, bad] })).toMatchObject({
    exitCode: 1,
    text: 'web: started pid 7\ndb: failed: no such file',
  });
  expect(exitOfSwitch({ answers: [] })).toBe(0);
});

describe('a check says', () => {
  test.each<[string, CheckReport, boolean, string | RegExp]>([
    ['nothing under cron', checked(), false, ''],
    [
      'nothing under cron of what went wrong, which the log tells',
      checked({ recoveries: [recovery('failed')] }),
      false,
      '',
    ],
    [
      'to a person what was done',
      checked({ recoveries: [recovery('failed')] }),
      true,
      /^web: recover failed: exited with code 3\nSERVICE/,
    ],
    ['nothing under cron when held', { kind: 'held', holder: undefined }, false, ''],
    [
      'to a person that another one is at work',
      { kind: 'held', holder: undefined },
      true,
      /^Another invocation is at work; /,
    ],
    [
      'to a person who that is',
      { kind: 'held', holder: { pid: 7, startTicks: 1, bootId: '', pidNamespace: 1, sinceMs: 0, dueMs: 0 } },
      true,
      /\(pid 7\)/,
    ],
    [
      'why the lock failed',
      { kind: 'lock_failed', why: 'the lock could not be made' },
      false,
      'the lock could not be made',
    ],
    [
      'what was seen without a record',
      checked({ observedOnly: LOST }),
      false,
      /^watchdog\.db: it cannot be written\nCheck the disk\.\nNothing is killed .*\nweb\trunning/,
    ],
    [
      'in a dry run what would be done',
      checked({ isDryRun: true, services: [aSickReport({ planned: ['kill', 'start'] })] }),
      false,
      'web: timed_out, would run kill → start (backing_off: next attempt in 20 s)',
    ],
    [
      'in a dry run what would not',
      checked({ isDryRun: true }),
      false,
      'web: healthy, would do nothing (healthy)',
    ],
    [
      'in a dry run what is disabled',
      checked({ isDryRun: true, services: [DISABLED] }),
      false,
      'web: disabled, not checked',
    ],
  ])('%s', (_, report, isWatched, text) => {
    const said = renderCheck(report, isWatched).text;
    if (typeof text === 'string') expect(said).toBe(text);
    else expect(said).toMatch(text);
  });

  test('the error to programs as a text', () => {
    expect(renderCheck(checked({ observedOnly: LOST }), false).json).toMatchObject({
      kind: 'checked',
      observedOnly: 'watchdog.db: it cannot be written',
    });
    expect(renderCheck(checked(), false).json).not.toHaveProperty('observedOnly');
  });
});

describe('services are shown', () => {
  test('in a pipe as lines of tab-separated words, without headings', () => {
    expect(renderServices([aReport(), aSickReport()], false)).toBe(
      ['web\trunning\thealthy\t4242\t2h 0m\t3s\t0\t-', 'web\tbackoff\ttimed_out\t4242\t-\t3s\t2\t20s'].join(
        '\n',
      ),
    );
  });

  test('to a person aligned, with the reason below where something is wrong', () => {
    const text = renderServices([aReport({ key: 'a-very-long-name-of-a-service' }), aSickReport()], true);
    expect(text.split('\n')).toEqual([
      'SERVICE                   STATE    VERDICT    PID   UPTIME  BEAT  RESTARTS  NEXT',
      expect.stringMatching(/^a-very-long\S*…\S* {2}running {2}healthy {4}4242 {2}2h 0m {3}3s {4}0 {9}-$/),
      'web                       backoff  timed_out  4242  -       3s    2         20s',
      '  a-very-long-name-of-a-service: healthy',
      '  web: backing_off: next attempt in 20 s',
    ]);
  });

  test('one by one with all that is known', () => {
    const report = { services: [aSickReport({ displayName: 'Web shop' })], key: 'web', lastTick: undefined };
    const { text, exitCode } = renderStatus({ ...report, processes: undefined }, true);
    expect(exitCode).toBe(3);
    expect(text).toMatch(
      /^service +web \(Web shop\)\nstate +backoff, wanted on\nverdict +timed_out\nwhy +backing_off: next attempt in 20 s\n/,
    );
    expect(text).toMatch(/failures +3, threshold 2\nrestarts +2 lately\nnext attempt +in 20s$/);
  });

  test('one by one to a person in lines of 80, to a pipe in one line for each fact', () => {
    const detail = `pid 7 is gone; failure 2 of 2; its last words: ${'the port is taken, '.repeat(9)}and that is all`;
    const command = `python3 /srv/${'app/'.repeat(40)}main.py`;
    const processes = [
      { pid: 7, ppid: 1, uid: 0, name: 'x', command, cpuPercent: 0.5, memoryPercent: 1 },
      { pid: 8, ppid: 7, uid: 0, name: 'y', command: 'y', cpuPercent: 0, memoryPercent: 0 },
    ];
    const report = { services: [aSickReport({ detail })], key: 'web', lastTick: undefined, processes };
    const lines = renderStatus(report, true).text.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.map((line) => line.trim()).join(' ')).toContain(detail);
    expect(lines.filter((line) => /^ {14}\S/.test(line)).length).toBeGreaterThan(1);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^process {7}7, cpu 0\.5 %, memory 1 %: python3 \/srv\/.*….*main\.py$/),
      'process       8, cpu 0 %, memory 0 %: y',
    ]);
    expect(renderStatus(report, false).text).toContain(`\nwhy           backing_off: ${detail}\n`);
  });

  test('with what is not known left open', () => {
    const nothing = { desired: undefined, failures: undefined, restarts: undefined, reason: undefined };
    const service = aSickReport({
      ...nothing,
      state: 'unknown',
      detail: 'pid 7 is gone',
      nextAttemptSeconds: undefined,
    });
    const report = {
      services: [service],
      lastTick: undefined,
      recordProblem: 'It is damaged.',
      processes: [],
    };
    const { text } = renderStatus({ ...report, key: 'web' }, true);
    expect(text).toMatch(
      /^It is damaged\.\n[\s\S]*\nstate +unknown\n[\s\S]*\nwhy +pid 7 is gone\n[\s\S]*\nfailures +-\nrestarts +-\n/,
    );
    expect(renderStatus({ ...report, key: undefined }, true).text).toMatch(
      /^It is damaged\.\nSERVICE[\s\S]* - +-\n {2}web: timed_out: pid 7 is gone$/,
    );
  });

  test('as planned in a dry run, in lines of 80 to a person, and one line for each to a pipe', () => {
    const detail = `pid 7 is gone; failure 2 of 2; ${'and what else there is to tell, '.repeat(6)}all of it`;
    const report = checked({
      isDryRun: true,
      services: [aSickReport({ detail, planned: ['kill', 'start'] })],
    });
    const lines = renderCheck(report, true).text.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(renderCheck(report, false).text);
  });

  test('with the time of the last check to a person only', () => {
    const lastTick = { at: '2026-02-05T12:00:00.000Z', agoSeconds: 90, isOverdue: false };
    const report = { services: [aReport()], key: undefined, lastTick, processes: undefined };
    expect(renderStatus(report, true).text).toMatch(/\nlast check 1m ago$/);
    const overdue = { ...report, lastTick: { ...lastTick, isOverdue: true } };
    expect(renderStatus(overdue, true).text).toMatch(/\nlast check 1m ago\. Nobody watches: .* crontab\?$/);
    const never = renderStatus({ ...report, lastTick: undefined }, true).text;
    expect(never).toMatch(/\nnever checked yet\. Nobody watches: /);
    expect(renderStatus(report, false).text).not.toContain('last check');
    expect(renderStatus(report, false).json).toEqual(report);
  });
});
