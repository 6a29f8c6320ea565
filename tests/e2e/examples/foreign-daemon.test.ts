import { eventually } from '../../support/eventually.ts';
import { runExample, STOPPED } from '../../support/example.ts';

test('a daemon that somebody has started is known by its pidfile, and replaced when its log tells that it is of no use', async () => {
  const example = await runExample('foreign-daemon');
  const pidfile = () => Number(example.read('state/courierd.pid'));
  const first = pidfile();
  expect(await example.healthy('courier')).toMatchObject({ pid: first });
  expect(example.recoveries()).toEqual([]);

  expect(example.type('break').failures).toBe('');
  await example.renewed('courier', first);
  expect(example.recoveries()).toEqual([
    expect.objectContaining({ verdict: 'check_failed', detail: expect.stringContaining('FATAL: the spool') }),
  ]);
  expect(await example.healthy('courier')).toMatchObject({ pid: pidfile() });
  await eventually('it delivers again', () =>
    /FATAL.*\ndelivered 1\n/.test(example.read('state/courierd.log')),
  );
  expect(await example.stop()).toEqual(STOPPED);
});
