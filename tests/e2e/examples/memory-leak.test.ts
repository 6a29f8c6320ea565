import { runExample, STOPPED } from '../../support/example.ts';

test('a server that leaks is restarted in good order when it has too much memory at two looks of three', async () => {
  const example = await runExample('memory-leak', { ports: [8070] });
  const { pid } = await example.healthy('thumbnails');
  await example.passes(2);
  expect(example.recoveries()).toEqual([]);
  expect(example.type('break').failures).toBe('');
  await example.renewed('thumbnails', pid);
  expect(example.recoveries()).toEqual([
    expect.objectContaining({
      verdict: 'over_limit',
      detail: expect.stringMatching(/check resources\/max_memory_mb: [34]\d\d MiB of memory, at most 200/),
    }),
  ]);
  expect(example.read('state/logs/thumbnails.log')).toContain('ending with 300 pictures');
  expect(await example.stop()).toEqual(STOPPED);
});
