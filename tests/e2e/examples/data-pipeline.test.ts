import { eventually } from '../../support/eventually.ts';
import { type Example, runExample, STOPPED } from '../../support/example.ts';

interface Stored {
  readonly last: number;
  readonly batches: number;
  readonly rows: number;
}

function stored(example: Example): Stored {
  const sql = 'SELECT max(batch) AS last, count(DISTINCT batch) AS batches, count(*) AS rows FROM readings';
  return example.rows(sql, 'state/readings.db')[0] as unknown as Stored;
}

test('a pipeline that lives and stores nothing more is replaced by one that goes on after its last batch', async () => {
  const example = await runExample('data-pipeline');
  const { pid } = await example.healthy('pipeline');
  expect(example.type('break').failures).toBe('');
  await example.renewed('pipeline', pid);
  expect(example.recoveries()).toMatchObject([{ key: 'pipeline', verdict: 'no_progress' }]);

  const [, reached = ''] =
    /going on after batch ([1-9]\d*)\n$/.exec(example.read('state/logs/pipeline.log')) ?? [];
  const { last, batches, rows } = await eventually('it goes on', () => {
    const now = stored(example);
    return now.last > Number(reached) && now;
  });
  expect({ batches, rows }).toEqual({ batches: last, rows: 10 * last });
  expect(await example.stop()).toEqual(STOPPED);
});
