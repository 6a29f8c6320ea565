// `history`, `summary` and `events`: what was seen, told and done, read back through the built program.

import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

/** Kinds of events that tell of up and down, or of a first start; there are others. */
const FLIPS = /\b(up|down|started|recovered)$/;

/** One that was up, died, and is up again; one that never comes up. */
async function sceneWithPast(): Promise<Scene> {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web')
    .service('bad', {
      commands: { start: 'echo cannot bind; exit 3', clear_db: 'echo cleared' },
      recovery_actions: ['kill', 'clear_db', 'start'],
    })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.killInstance('web');
  await scene.check();
  await scene.healthy('web');
  await scene.check();
  return scene;
}

test('a death and its repair are told in the order of time, with their steps and what these printed', async () => {
  const scene = await sceneWithPast();
  const { stdout, exitCode } = await scene.watchdog('history', 'web', '--since', '1h');
  expect(exitCode).toBe(0);
  const at = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d';
  const order = [
    '^web: up [\\d.]+ % of \\S+, 1 failure, 1 restart, repaired in \\S+ on average',
    '^[█▁▂▃▄▅▆▇·-]{72}$',
    `^${at} +nobody looked +\\d+m`,
    `^${at} +start \\(requested.*recovered after`,
    `^${at} +healthy +\\S+ +pid \\d+$`,
    `^${at} +stale_pid +\\S+ +threshold_reached, pid \\d+$`,
    `^${at} +down: stale_pid: `,
    `^${at} +recover \\(threshold_reached: .*\\): recovered after `,
    '^ +kill: succeeded, ',
    '^ +start: succeeded, .*: started pid \\d+$',
    `^${at} +recovered: pid \\d+ beats, `,
  ];
  expect(stdout).toMatch(new RegExp(order.join('[^]*\\n').replaceAll('\n^', '\n'), 'm'));

  const few = await scene.watchdog('history', 'web', '--since', '1h', '-n', '2');
  // What lasts has lasted longer when it is asked again.
  const entries = (text: string) => text.match(/^\d{4}-\S+ \S+ +\w+/gm);
  expect(entries(few.stdout)).toEqual(entries(stdout)?.slice(-2));

  const bad = await scene.watchdog('history', 'bad');
  expect(bad.stdout).toMatch(
    /^ +clear_db: succeeded, .*\n +\| cleared\n +start: failed, .*\n +\| cannot bind$/m,
  );
});

test('the same for programs', async () => {
  const scene = await sceneWithPast();
  const { stdout } = await scene.watchdog('history', 'web', '--json', '--since', '1h');
  const { services, since, until } = JSON.parse(stdout);
  const [{ spans, events, recoveries, summary }] = services;
  expect(spans.map(({ verdict }: { verdict?: string }) => verdict ?? '-')).toEqual(
    expect.arrayContaining(['-', 'healthy', 'stale_pid']),
  );
  expect([spans[0].from, spans.at(-1).until]).toEqual([since, until]);
  expect(events.map(({ kind }: { kind: string }) => kind)).toEqual([
    'switched_on',
    'started',
    'down',
    'recovered',
  ]);
  expect(recoveries).toHaveLength(2);
  expect(recoveries[1]).toMatchObject({
    purpose: 'recover',
    outcome: 'recovered',
    steps: [{ action: 'kill' }, { action: 'start', outcome: 'succeeded' }],
  });
  expect(summary).toMatchObject({ key: 'web', failures: 1, restarts: 1, flips: 2 });
  expect(summary.unseenSeconds).toBeGreaterThan(3500);
  expect(summary.uptimePercent).toBeGreaterThan(0);
  expect(summary.uptimePercent).toBeLessThan(100);
});

test('a summary tells of every enabled service, and who changed most', async () => {
  const scene = await sceneWithPast();
  const { services, flappiest } = JSON.parse((await scene.watchdog('summary', '--week', '--json')).stdout);
  expect(services).toMatchObject([
    { key: 'web', failures: 1, restarts: 1 },
    { key: 'bad', failures: 1, restarts: 1, uptimePercent: 0 },
  ]);
  expect(services[1].longestDowntime.downSeconds).toBe(services[1].downSeconds);
  expect(flappiest).toBe('web');
  const plain = (await scene.watchdog('summary', 'bad')).stdout;
  expect(plain).toMatch(/^bad\t0\t1\t-\t0\t[\d.]+\t1\n$/);
});

test('events are told, of one or of all, and with -f as they come', async () => {
  const scene = await sceneWithPast();
  const all = (await scene.watchdog('events')).stdout.trim().split('\n');
  const told = all.map((line) => line.split('\t').slice(1, 3).join(' '));
  expect(told.filter((one) => FLIPS.test(one))).toEqual([
    'web started',
    'bad down',
    'web down',
    'web recovered',
  ]);
  const last = JSON.parse((await scene.watchdog('events', 'web', '-n', '1', '--json')).stdout);
  expect(last.events).toMatchObject([{ key: 'web', kind: 'recovered' }]);

  const following = scene.begin(['events', 'web', '-f', '-n', '1']);
  let seen = '';
  following.child.stdout?.on('data', (text) => {
    seen += text;
  });
  await eventually('the last one is told', () => /^\S+\tweb\trecovered\t/m.test(seen));
  await scene.killInstance('web');
  await scene.check();
  await eventually('the death is told', () => /^\S+\tweb\tdown\t/m.test(seen));
  following.child.kill('SIGINT');
  expect(await following.ended).toMatchObject({ exitCode: 0, stderr: '' });
});

test('before the first check there is no past, and a time that nobody can mean is refused', async () => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('events')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect((await scene.watchdog('summary')).stdout).toBe('web\t-\t0\t-\t-\t-\t0\n');
  const { exitCode, stderr } = await scene.watchdog('history', 'web', '--since', 'soon');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/found "soon".*\nWrite/),
  });
  expect((await scene.watchdog('summary', '--week', '--since', '2h')).exitCode).toBe(2);
});
