// The listings follow macOS 14's `LC_ALL=C TZ=UTC0 ps`, written from knowledge of its format, not recorded on one.
import { parsePs } from '../../../src/host/ps-format.ts';

const LISTING = `
    1     0     1     0 Ss   Thu Feb  5 06:17:29 2026     /sbin/launchd
  501   1   501   502 S+   Thu Feb 12 16:07:09 2026     node server.js --name a b
  502   501   501   502 U    Thu Feb 12 16:07:10 2026     (worker)
  503   501   501   502 Z    Thu Feb 12 16:07:11 2026     (node)
  504     1   504   502 S    Thu Feb 12 16:07:12 2026     grep WATCHDOG_INSTANCE=abc
`;
const WITH_ENVIRONMENTS = LISTING.replace(
  '--name a b',
  '--name a b WATCHDOG_INSTANCE=abc PATH=/bin WATCHDOG_KEY=web',
);

describe('what ps of macOS lists', () => {
  const table = parsePs(LISTING, WITH_ENVIRONMENTS);
  const row = (pid: number) => table.find((it) => it.pid === pid);

  test('is every process with its group and its start in UTC', () => {
    expect(table.map(({ pid }) => pid)).toEqual([1, 501, 502, 503, 504]);
    expect(row(501)).toMatchObject({ ppid: 1, pgid: 501, sid: 501, state: 'S' });
    expect(row(501)?.startedAtMs).toBe(Date.UTC(2026, 1, 12, 16, 7, 9));
    expect(row(501)?.startTicks).toBe(row(501)?.startedAtMs);
  });

  test('calls a sleep in the kernel by the letter used elsewhere', () => {
    expect(row(502)?.state).toBe('D');
  });

  test('shows the marks in an environment', () => {
    expect(row(501)?.marks).toEqual({ uid: 502, instance: 'abc', step: undefined, key: 'web' });
  });

  test('does not take an argument for a mark', () => {
    expect(row(504)?.marks?.instance).toBeUndefined();
  });

  test('does not take marks from another process that has the number now', () => {
    const later = WITH_ENVIRONMENTS.replace('16:07:09', '16:07:59');
    expect(parsePs(LISTING, later).find(({ pid }) => pid === 501)?.marks?.instance).toBeUndefined();
  });

  test('is nothing where a line is none', () => {
    expect(parsePs('ps: illegal option\n\n  12 x y', '')).toEqual([]);
  });
});
