import { runExample, STOPPED } from '../../support/example.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a stack in tmux starts in order; when its database is closed that and what is connected to it start again', async () => {
  const example = await runExample('dev-stack', {
    ports: [8401, 8402, 8403],
    env: { TMUX_TMPDIR: temporaryFolder('tmux') },
  });
  const visit = async () => (await fetch(`http://127.0.0.1:${example.port(8402)}/`)).text();
  expect(await visit()).toMatch(/^visit \d+\n$/);
  const [database, api, site] = await Promise.all(['database', 'api', 'site'].map(example.healthy));

  expect(example.type('break')).toEqual({ output: '', failures: '' });
  await example.renewed('database', database?.pid);
  await example.renewed('api', api?.pid);
  expect(await visit()).toMatch(/^visit \d+\n$/);
  expect(await example.healthy('site')).toMatchObject({ pid: site?.pid });
  expect(example.recoveries()).toMatchObject([
    { key: 'database', verdict: 'stale_pid' },
    { key: 'api', reason: 'dependency_recovered' },
  ]);
  expect(await example.stop()).toEqual(STOPPED);
});
