// docs/json-output.md tells of every field that the program prints.

import { join } from 'node:path';
import { page, ROOT } from '../support/markdown.ts';
import { scenario } from '../support/scenario.ts';

const JSON_PAGE = page('docs/json-output.md');

function isTold(field: string): boolean {
  return JSON_PAGE.includes(`\`${field}\``);
}

function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => [field, ...fieldsOf(inner)]);
}

test('every field that a verb prints is told in docs/json-output.md', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web')
    .service('idle', { program: 'beat', enabled: false })
    .open();
  const fields = new Set<string>();
  const print = async (...words: string[]) => {
    const { stdout } = await scene.watchdog(...words, '--json');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    for (const field of fieldsOf(JSON.parse(stdout))) fields.add(field);
  };
  await print('validate');
  await print('plan', '--from', 'config.json');
  await print('simulate', join(ROOT, 'examples/timelines/broken-start.json'));
  await print('on', 'web', '--wait');
  await print('check');
  await print('status', 'web');
  await print('status', '--nagios');
  await print('explain', 'web');
  await print('explain', 'web', '--at', '0.001s');
  await print('tune', 'web');
  await print('replay');
  const former = scene.living('web')[0]?.env.WATCHDOG_INSTANCE;
  await scene.killInstance('web');
  await print('check', '--dry-run');
  await print('check');
  const holder = scene.begin(['check', '--every', '1s', '--for', '5s']);
  await print('status');
  await print('check');
  await holder.killHard();
  scene.stranger(['env', `WATCHDOG_INSTANCE=${former}`, 'sleep', '100']);
  await print('history', 'web');
  await print('summary');
  await print('events');
  await print('logs', 'web');
  await print('log');
  await print('orphans');
  await print('orphans', '--kill');
  await print('stop-all');

  expect([...fields].filter((field) => !isTold(field))).toEqual([]);
  expect([...fields]).toEqual(
    expect.arrayContaining(['kind', 'uptimeSeconds', 'processes', 'outcome', 'lastTick', 'answers']),
  );
});

test('every field of an error is told too', async () => {
  const scene = scenario({ log_levle: 'INFO' }).service('web').open();
  const broken = await scene.watchdog('check', '--json');
  scene.edit({ log_levle: undefined });
  const unknown = await scene.watchdog('status', 'wbe', '--json');
  for (const { exitCode, stdout, stderr } of [broken, unknown]) {
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(fieldsOf(JSON.parse(stdout)).filter((field) => !isTold(field))).toEqual([]);
  }
  expect(JSON.parse(broken.stdout).error.problems).toHaveLength(1);
});
