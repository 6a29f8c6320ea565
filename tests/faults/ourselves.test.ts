// What happens to ourselves in the middle of a recovery: a bug throws, we are paused, our loop is blocked, the addon crashes
// us, our memory is small. The next check goes on where the record ends, and nothing is doubled.

import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import type { Entry } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const CLEANING = 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done';

/** What a check does to itself when it finds the file `now`, as a bug in it would. */
const BUGS = {
  throws: "throw new Error('a bug of ours')",
  rejects: "Promise.reject(new Error('a bug of ours'))",
  blocks: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000)',
};

interface Stage {
  readonly scene: Scene;
  readonly invocation: Invocation;
}

/** A check in the middle of a recovery, with a bug that waits for its time. */
async function midway(bug: keyof typeof BUGS = 'blocks', entry: Entry = {}): Promise<Stage> {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { commands: { start: toyCommand('beat'), clear_db: CLEANING }, ...entry })
    .open();
  writeFileSync(
    scene.path('bug.cjs'),
    `const { existsSync } = require('node:fs');
     let isOver = false;
     setInterval(() => {
       if (isOver || !existsSync('now')) return;
       isOver = true;
       ${BUGS[bug]};
     }, 20).unref();`,
  );
  const env = { NODE_OPTIONS: `--require=${scene.path('bug.cjs')}` };
  const invocation = scene.begin(['check'], { env });
  await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
  return { scene, invocation };
}

async function goesOn({ scene }: Stage): Promise<void> {
  writeFileSync(scene.path('cleaned'), '');
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  await scene.healthy('web');
  expect(scene.everything()).toHaveLength(1);
  expect(scene.rows('SELECT outcome FROM recoveries')).toHaveLength(1);
  expect(scene.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

describe('N1 a bug of ours ends the check with 70 and words to whom to tell it; the next one goes on', () => {
  test.each(['throws', 'rejects'] as const)('that %s', async (bug) => {
    const stage = await midway(bug);
    writeFileSync(stage.scene.path('now'), '');
    expect(await stage.invocation.ended).toMatchObject({
      exitCode: 70,
      stderr: expect.stringMatching(/a bug of ours[\s\S]*Please report it/),
    });
    await goesOn(stage);
  });
});

describe('N6 a check that crashes is gone on with by the next one', () => {
  test.each(['SIGSEGV', 'SIGABRT'] as const)('by %s', async (signal) => {
    const stage = await midway();
    stage.invocation.child.kill(signal);
    expect(await stage.invocation.ended).toMatchObject({ exitCode: null, signal });
    await goesOn(stage);
  });
});

test('N4 a check that is stopped in the middle, while others come and go, ends its work when it may go on', async () => {
  const { scene, invocation } = await midway();
  invocation.child.kill('SIGSTOP');
  for (let others = 0; others < 2; others += 1)
    expect(await scene.check()).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  expect(scene.living('web')).toEqual([]);
  writeFileSync(scene.path('cleaned'), '');
  invocation.child.kill('SIGCONT');
  expect(await invocation.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'started' }]);
});

test('N5 a check whose loop is blocked keeps its lease, and ends its work when it is free', async () => {
  const { scene, invocation } = await midway();
  writeFileSync(scene.path('now'), '');
  writeFileSync(scene.path('cleaned'), '');
  expect(await scene.check()).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  expect(await invocation.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'started' }]);
});

const MEASURED = `
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)`;

test('N8 X2 a heartbeat of a gigabyte and a script that prints 150 MB cost neither memory nor the check', async () => {
  const noisy = 'head -c 150000000 /dev/zero | tr "\\0" "\\n"; echo the end; exit 1';
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { commands: { start: toyCommand('beat'), clear_db: noisy } })
    .open();
  writeFileSync(scene.path('heartbeats', 'web.json'), '');
  truncateSync(scene.path('heartbeats', 'web.json'), 1 << 30);
  const { exitCode, stdout, stderr } = await scene.begin(['check'], {
    wrapper: ['python3', '-c', MEASURED],
    env: { NODE_OPTIONS: '--max-old-space-size=32' },
  }).ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('the end') });
  expect(Number(stdout.trim().split('\n').at(-1))).toBeLessThan(200_000);
  expect(scene.living('web')).toHaveLength(1);
});
