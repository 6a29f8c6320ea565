import { runExample, STOPPED } from '../../support/example.ts';

test('a web service whose page is slow is left alone while its port answers; one that answers 500 is started again', async () => {
  const example = await runExample('web-service', { ports: [8080] });
  const { pid } = await example.healthy('web');
  expect(example.type('slow')).toEqual({ output: 'slow\n', failures: '' });
  await example.passes(3);
  expect(await example.status('web')).toMatchObject({ verdict: 'healthy', pid });

  expect(example.type('break')).toEqual({ output: 'broken\n', failures: '' });
  await example.renewed('web', pid);
  expect(example.recoveries()).toEqual([
    expect.objectContaining({
      verdict: 'check_failed',
      detail: expect.stringMatching(/check health: .*500/),
    }),
  ]);
  expect(await example.stop()).toEqual(STOPPED);
});
