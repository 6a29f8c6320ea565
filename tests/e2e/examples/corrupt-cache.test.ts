import { runExample, STOPPED } from '../../support/example.ts';

test('a program that cannot start from its cache has it cleared by the third recovery, and not before', async () => {
  const example = await runExample('corrupt-cache');
  const { pid } = await example.healthy('catalogue');
  expect(example.type('break').failures).toBe('');
  await example.renewed('catalogue', pid);
  expect(example.recoveries()).toMatchObject([
    { reason: 'threshold_reached' },
    { reason: 'threshold_reached' },
    { reason: 'escalated' },
  ]);
  expect(example.read('state/logs/catalogue.log').match(/building the catalogue anew/g)).toHaveLength(2);
  expect(example.rows("SELECT outcome FROM steps WHERE action = 'clear_cache'")).toEqual([
    { outcome: 'succeeded' },
  ]);
  expect(await example.stop()).toEqual(STOPPED);
});
