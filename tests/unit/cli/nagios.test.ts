// What a monitoring system is told, as its plugins tell it.

import { renderNagios, renderNagiosFailure } from '../../../src/cli/status/render-nagios.ts';
import type { StatusReport } from '../../../src/commands/status.ts';
import { UsageError } from '../../../src/errors.ts';
import { aReport, aSickReport } from '../../support/service-reports.ts';

const lastTick = { at: '2026-01-01T00:00:00.000Z', agoSeconds: 12, isOverdue: false };
const report = (change: Partial<StatusReport> = {}): StatusReport => ({
  services: [aReport(), aReport({ key: 'db' })],
  key: undefined,
  lastTick,
  processes: undefined,
  ...change,
});
const of = (...services: StatusReport['services']) => report({ services });
const BELOW = aSickReport({ state: 'failed', reason: 'below_threshold', failures: 1 });

test.each<[string, StatusReport, string | undefined, number, RegExp]>([
  ['all is well', report(), undefined, 0, /^WATCHDOG OK - 2 of 2 services running \| running=2;;;0;2 /],
  [
    'one is asked for',
    of(aReport()),
    undefined,
    0,
    /^WATCHDOG OK - web running \| uptime=7200s;;;0 heartbeat_age=3s;;;0 failures=0;;2;0 restarts=0;;;0 last_check=12s;;;0$/,
  ],
  [
    'one is down',
    of(aSickReport()),
    undefined,
    2,
    /^WATCHDOG CRITICAL - web backoff: timed_out: next attempt in 20 s \|/,
  ],
  ['one is bad below its threshold', of(BELOW), undefined, 1, /^WATCHDOG WARNING - web failed: timed_out/],
  ['that one is critical', of({ ...BELOW, critical: true }), undefined, 2, /CRITICAL/],
  ['one is switched off', of(aSickReport({ desired: 'off', state: 'stopped' })), undefined, 0, /OK/],
  ['one is disabled', of(aReport({ state: 'disabled', verdict: undefined })), undefined, 0, /OK/],
  [
    'one has ended cleanly',
    of(aSickReport({ state: 'stopped', reason: 'ended_cleanly' })),
    undefined,
    0,
    /OK/,
  ],
  [
    'one cannot be looked at',
    of(aReport({ verdict: 'unknown', detail: 'EACCES' })),
    undefined,
    3,
    /UNKNOWN - web: unknown: EACCES/,
  ],
  [
    'down is worse than unknown',
    of(aReport({ verdict: 'unknown' }), aSickReport()),
    undefined,
    2,
    /CRITICAL - web backoff.*; web: unknown/,
  ],
  [
    'nobody checks',
    report({ lastTick: { ...lastTick, isOverdue: true } }),
    undefined,
    2,
    /CRITICAL - nobody checks: last check 12s ago/,
  ],
  ['nothing was checked yet', report({ lastTick: undefined }), undefined, 1, /WARNING - never checked yet/],
  [
    'the record cannot be read',
    report({ lastTick: undefined, recordProblem: 'damaged' }),
    undefined,
    3,
    /UNKNOWN - damaged/,
  ],
  ['the config has a mistake', report(), 'line 3:\nfound x', 1, /WARNING - line 3: found x \|/],
  [
    'what others wrote has a bar in it',
    of(aSickReport({ detail: 'a|b\u001b' })),
    undefined,
    2,
    /a\/b\\u001b \| /,
  ],
])('%s', (_, found, mistake, exitCode, line) => {
  const told = renderNagios(found, mistake);
  expect(told.exitCode).toBe(exitCode);
  expect(told.text).toMatch(line);
  expect(told.text).not.toContain('\n');
});

test('what keeps anything from being told is unknown', () => {
  expect(renderNagiosFailure(new UsageError('found "wbe"', { hint: '' }))).toMatchObject({
    exitCode: 3,
    text: 'WATCHDOG UNKNOWN - found "wbe"',
  });
  expect(renderNagiosFailure(new TypeError('x'))).toMatchObject({
    exitCode: 3,
    text: expect.stringMatching(/UNKNOWN - .*x/),
  });
});
