// `replay`: the record is decided once more, by the settings of another file.

import { readFileSync, writeFileSync } from 'node:fs';
import type { ReplayReport } from '../../src/commands/replay/replay.ts';
import { invoke } from '../support/invocation.ts';
import { scenario } from '../support/scenario.ts';

test('a lower threshold would have recovered the dead one check sooner; a service that is never restarted, not at all', async () => {
  const scene = scenario().service('web').service('gone').open();
  for (let check = 0; check < 3; check += 1) await scene.check();
  await scene.healthy('web');
  const document = JSON.parse(readFileSync(scene.configPath, 'utf8'));
  const { web, gone } = document.processes;
  const hasty = { ...web, consecutive_failures_threshold: 1 };
  const young = { ...web, heartbeat_path: 'young.json' };
  const other = { ...document, processes: { web: hasty, gone: { ...gone, restart: 'never' }, young } };
  writeFileSync(scene.path('other.json'), JSON.stringify(other));

  const { exitCode, stdout } = await scene.watchdog('replay', '--with', 'other.json', '--json');
  expect(exitCode).toBe(0);
  const { services, unknown }: ReplayReport = JSON.parse(stdout);
  expect(services).toMatchObject([
    {
      key: 'web',
      incidents: [{ difference: expect.stringMatching(/sooner|same/), verdict: 'no_heartbeat' }],
    },
    { key: 'gone', incidents: [{ difference: 'not_yet', recorded: expect.any(String) }] },
  ]);
  expect(unknown).toEqual(['young']);
  const text = await scene.watchdog('replay', '--with', 'other.json');
  expect(text.stdout).toContain('gone: 3 looks; incidents recovered: 1 on record, 0 by these');
  // As it is asked for where the config of the record lies in its usual place.
  const named = await invoke(['replay', '--config', 'other.json', '--json'], { cwd: scene.folder }).ended;
  expect(JSON.parse(named.stdout)).toMatchObject({ path: scene.configPath, unknown: ['young'] });
  expect(await scene.watchdog('replay', '--with', 'none.json')).toMatchObject({ exitCode: 2 });
});
