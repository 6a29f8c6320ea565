import { eventually } from '../../support/eventually.ts';
import { type Example, runExample, STOPPED } from '../../support/example.ts';

/** The steps from which its instances went on, in order. */
function resumptions(example: Example): readonly number[] {
  const log = example.read('state/logs/training.log');
  return [...log.matchAll(/^going on from step (\d+)$/gm)].map(([, step]) => Number(step));
}

test('a training job that beats and writes no checkpoint is replaced by one that goes on from its last checkpoint', async () => {
  const example = await runExample('training-job');
  const { pid } = await example.healthy('training');
  expect(example.type('break').failures).toBe('');
  await example.renewed('training', pid);
  expect(example.recoveries()).toMatchObject([{ key: 'training', verdict: 'no_progress' }]);
  expect(resumptions(example)).toEqual([0, expect.any(Number)]);
  expect(resumptions(example)[1]).toBeGreaterThan(0);
  expect(await example.stop()).toEqual(STOPPED);
});

test('a training job that is done is left at that', async () => {
  const example = await runExample('training-job');
  const { pid } = await example.healthy('training');
  // Soon after it is started again, but not before its start counts as done.
  const [newest = ''] = example.list('state/checkpoints').toSorted().toReversed();
  example.edit('"1000000"', `"${Number(/\d+/.exec(newest)) + 150}"`);
  process.kill(pid as number, 'SIGKILL');
  await eventually('it is done', () => example.read('state/logs/training.log').includes('done: y = 3.0'));
  await example.passes(4);
  expect(await example.status('training')).toMatchObject({ state: 'stopped', reason: 'ended_cleanly' });
  expect(example.recoveries()).toHaveLength(1);
  expect(await example.stop()).toEqual(STOPPED);
});
