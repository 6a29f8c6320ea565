import { eventually } from '../../support/eventually.ts';
import { runExample, STOPPED } from '../../support/example.ts';

test('a stage that dies is started again with those after it, and the one before it lives on', async () => {
  const example = await runExample('chained-stages');
  const [source, square, sink] = await Promise.all(['source', 'square', 'sink'].map(example.healthy));
  expect(example.type('break').failures).toBe('');
  await example.renewed('square', square?.pid);
  await example.renewed('sink', sink?.pid);
  const written = () => example.read('state/squares.txt').length;
  const before = written();
  await eventually('squares come again', () => written() > before);
  expect(await example.healthy('source')).toMatchObject({ pid: source?.pid });
  expect(example.recoveries()).toMatchObject([
    { key: 'square', verdict: 'stale_pid' },
    { key: 'sink', reason: 'group_restart' },
  ]);
  expect(await example.stop()).toEqual(STOPPED);
});
