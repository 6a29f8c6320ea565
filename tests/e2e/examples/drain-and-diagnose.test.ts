import { readFileSync } from 'node:fs';
import { runExample, STOPPED } from '../../support/example.ts';

test('a gateway with a job that does not end is asked what it does, drained, and started again', async () => {
  const example = await runExample('drain-and-diagnose', { ports: [8090] });
  const { pid } = await example.healthy('gateway');
  expect(example.type('break')).toEqual({ output: 'accepted\n', failures: '' });
  const { blackBox } = await example.renewed('gateway', pid);
  expect(example.recoveries()).toMatchObject([{ verdict: 'check_failed' }]);
  expect(readFileSync(blackBox?.path ?? '', 'utf8')).toMatch(
    /what diagnose printed: .*\n\/stuck for \d+ s\n/,
  );
  expect(example.read('state/logs/gateway.log')).toContain('drained; left undone: /stuck for');
  const steps = example.rows(`SELECT action, message FROM steps JOIN recoveries ON recoveries.id = recovery_id
    WHERE purpose = 'recover' ORDER BY ordinal`);
  expect(steps).toMatchObject([
    { action: 'stop', message: 'it has ended' },
    { action: 'kill', message: 'ended by its stop command' },
    { action: 'start' },
  ]);
  expect(await example.stop()).toEqual(STOPPED);
});
