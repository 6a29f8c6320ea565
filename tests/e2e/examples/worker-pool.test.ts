import { eventually } from '../../support/eventually.ts';
import { runExample, STOPPED } from '../../support/example.ts';

test('a pool goes on while one of its workers is dead, and does every job when that is back', async () => {
  const example = await runExample('worker-pool');
  const [first, second, third] = await Promise.all(['worker-1', 'worker-2', 'worker-3'].map(example.healthy));
  expect(example.type('break').failures).toBe('');
  await example.renewed('worker-2', second?.pid);
  await eventually('all is done', () => example.list('state/jobs/done').length === 60);
  for (const folder of ['waiting', 'taken-by-worker-1', 'taken-by-worker-2', 'taken-by-worker-3'])
    expect(example.list('state/jobs', folder)).toEqual([]);
  expect(await example.healthy('worker-1')).toMatchObject({ pid: first?.pid });
  expect(await example.healthy('worker-3')).toMatchObject({ pid: third?.pid });
  expect(example.recoveries()).toMatchObject([{ key: 'worker-2', verdict: 'stale_pid' }]);
  expect(await example.stop()).toEqual(STOPPED);
});
