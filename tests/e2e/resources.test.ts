// Services that are held to limits on what all their processes use.

import { readFileSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, defaults: { start_grace_seconds: 2 } };

function eats(megabytes: number): readonly string[] {
  const program = `import time; block = bytearray(b'x' * (${megabytes} << 20)); time.sleep(1000)`;
  // The child of a shell: what counts is the tree.
  return ['sh', '-c', `python3 -c "${program}"; true`];
}

function limited(limits: object, start: readonly string[]) {
  return {
    heartbeat_path: undefined,
    checks: [{ type: 'process' }, { type: 'resources', ...limits }],
    commands: { start },
  };
}

async function started(scene: Scene) {
  await scene.watchdog('on', 'web', '--wait');
  return eventually('web is healthy', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report;
  });
}

test('a service whose processes use too much memory, tick after tick, is replaced', async () => {
  const scene = scenario(HASTY)
    .service('web', limited({ max_memory_mb: 100, failure_threshold: 2 }, eats(150)))
    .open();
  // It never is within its limits, and so never proves itself.
  await scene.watchdog('on', 'web');
  const { pid } = await scene.status('web');
  await eventually('it is over the limit', async () => {
    await scene.check();
    return (await scene.status('web')).pid !== pid;
  });
  expect(scene.rows("SELECT verdict, detail FROM recoveries WHERE purpose = 'recover'")).toEqual([
    {
      verdict: 'over_limit',
      detail: expect.stringMatching(/check resources: 1\d\d MiB of memory, at most 100/),
    },
  ]);
});

test('one that is within its limits is left alone, and leaves no trace at a tick', async () => {
  const limits = { max_memory_mb: 1000, max_processes: 10, max_open_files: 1000, max_age_seconds: 3600 };
  const scene = scenario(HASTY)
    .service('web', limited(limits, eats(10)))
    .open();
  const { pid } = await started(scene);
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  expect(scene.rows("SELECT checks FROM services WHERE key = 'web'")).toEqual([{ checks: null }]);
});

test('one that uses a whole processor is replaced, once two looks have shown it', async () => {
  const scene = scenario(HASTY)
    .service('web', limited({ max_cpu_percent: 20 }, ['sh', '-c', 'while :; do :; done']))
    .open();
  const { pid } = await started(scene);
  await scene.watchdog('check', '--every', '1s', '--for', '3s');
  await eventually('it is replaced', async () => (await scene.status('web')).pid !== pid);
  expect(scene.rows("SELECT detail FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { detail: expect.stringMatching(/% of a processor, at most 20/) },
  ]);
});

test('one that was stopped is told of, once, and not replaced', async () => {
  const scene = scenario(HASTY)
    .service('web', limited({ max_processes: 10 }, ['sleep', '1000']))
    .open();
  const { pid } = await started(scene);
  await scene.check();
  process.kill(pid as number, 'SIGSTOP');
  expect((await scene.check()).stderr).toMatch(/concern: check resources: pid \d+ was stopped .*\(state T\)/);
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
});

/** Holds sixty files, or has five children, as a file says. */
const FICKLE = `
import os, subprocess, time
files, children = [], []
while True:
    mode = open('mode').read() if os.path.exists('mode') else ''
    if mode == 'files' and not files: files = [open('/dev/null') for _ in range(60)]
    if mode != 'files': files = [file.close() for file in files if file][:0]
    if mode == 'crowd' and not children: children = [subprocess.Popen(['sleep', '1000']) for _ in range(5)]
    if mode != 'crowd':
        for child in children: child.kill(), child.wait()
        children = []
    open('draft.is', 'w').write(mode)
    os.replace('draft.is', 'is')
    time.sleep(0.02)
`;

test('one that breaks one limit at a tick and another at the next is left alone, for neither was broken twice', async () => {
  const limits = { max_open_files: 45, max_processes: 4 };
  const scene = scenario({ ...HASTY, consecutive_failures_threshold: 2 })
    .service('web', limited(limits, ['python3', '-c', FICKLE]))
    .open();
  const { pid } = await started(scene);
  const turnTo = async (mode: string) => {
    writeFileSync(scene.path('mode'), mode);
    await eventually(`it has turned to ${mode}`, () => readFileSync(scene.path('is'), 'utf8') === mode);
    await scene.check();
    return scene.status('web');
  };
  for (const [mode, limit] of [
    ['files', 'open files, at most 45'],
    ['crowd', 'processes, at most 4'],
    ['files', 'open files, at most 45'],
  ] as const) {
    const told = expect.stringContaining(`${limit}; failure 1 of 2`);
    expect(await turnTo(mode)).toMatchObject({ verdict: 'over_limit', pid, failures: 1, detail: told });
  }
  await turnTo('files');
  expect(scene.rows("SELECT detail FROM recoveries WHERE purpose = 'recover'")).toEqual([
    {
      detail: expect.stringMatching(
        /check resources\/max_open_files: \d+ open files, at most 45; failure 2 of 2/,
      ),
    },
  ]);
});
