// A machine without memory or descriptors: the kernel kills a service or ourselves for memory, nobody may open a file. What
// could not be looked at is unknown and is left alone; what died is started once.

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { afterTest } from '../support/after-test.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1 };

/** A cgroup whose members may use so much memory: its folder, or undefined where none can be made. */
function makeMemoryGroup(megabytes: number): string | undefined {
  const places = [
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'],
    ['/sys/fs/cgroup', 'memory.max'],
  ] as const;
  for (const [place, limit] of places) {
    const folder = `${place}/watchdog-test-${process.pid}-${megabytes}`;
    try {
      mkdirSync(folder);
      writeFileSync(`${folder}/${limit}`, String(megabytes << 20));
      return folder;
    } catch {
      attempt(() => rmdirSync(folder));
    }
  }
  return undefined;
}

/** What it answers; undefined where it throws. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

const probe = makeMemoryGroup(1);
if (probe !== undefined) rmdirSync(probe);
const testInGroup = testUnless(probe === undefined ? 'no cgroup for memory can be made' : undefined);

function memoryGroup(megabytes: number): string {
  const folder = makeMemoryGroup(megabytes);
  if (folder === undefined) throw new Error('no cgroup could be made');
  const isRemoved = () => {
    rmdirSync(folder);
    return true;
  };
  afterTest(() => eventually('the cgroup is empty', () => attempt(isRemoved)));
  return folder;
}

/** How many the kernel has killed in there for want of memory. */
function oomKills(folder: string): number {
  const files = ['memory.events', 'memory.oom_control'].map((name) => `${folder}/${name}`);
  const told = readFileSync(files.find((file) => existsSync(file)) as string, 'utf8');
  return Number(/^oom_kill (\d+)$/m.exec(told)?.[1]);
}

const inGroup = (folder: string, line: string) => `echo $$ > '${folder}/cgroup.procs'; ${line}`;

testInGroup('M1 a service that the kernel kills for its memory is started again, once', async () => {
  const folder = memoryGroup(64);
  const eat = 'while [ ! -e hungry ]; do sleep 0.1; done; rm hungry; exec python3 -c "bytearray(1 << 28)"';
  const start = inGroup(folder, `exec ${toyCommand('beat').join(' ')}`);
  const scene = scenario(AT_ONCE)
    .service('web', { commands: { start } })
    .service('glutton', { commands: { start: inGroup(folder, eat) }, start_grace_seconds: 60 })
    .open();
  await scene.watchdog('start-all');
  await scene.healthy('web');
  const [first] = scene.living('glutton');
  writeFileSync(scene.path('hungry'), '');
  await eventually('it is killed', () => scene.living('glutton').every(({ pid }) => pid !== first?.pid));
  expect(await scene.check()).toMatchObject({ stderr: expect.stringMatching(/glutton: down: .* is dead/) });
  // It was the kernel, and for memory.
  expect(oomKills(folder)).toBeGreaterThan(0);
  const instances = () => new Set(scene.living('glutton').map(({ env }) => env.WATCHDOG_INSTANCE));
  const started = instances();
  expect([started.size, started.has(first?.env.WATCHDOG_INSTANCE)]).toEqual([1, false]);
  await scene.check();
  expect(instances()).toEqual(started);
  expect(
    scene.rows("SELECT verdict, outcome FROM recoveries WHERE key = 'glutton' AND purpose = 'recover'"),
  ).toEqual([{ verdict: expect.any(String), outcome: 'started' }]);
  expect(await scene.healthy('web')).toMatchObject({ verdict: 'healthy' });
});

testInGroup(
  'M2 a check that the kernel kills for its memory amid a recovery is gone on with by the next',
  async () => {
    const folder = memoryGroup(200);
    const cleaning = 'touch now; if [ ! -e second ]; then touch second; sleep 100; fi';
    const scene = scenario(AT_ONCE)
      .service('web', { commands: { start: toyCommand('beat'), clear_db: cleaning } })
      .open();
    writeFileSync(
      scene.path('devour.cjs'),
      `const kept = [];
     setInterval(() => require('node:fs').existsSync('now') && kept.push(Buffer.alloc(1 << 26, 1)), 20).unref();`,
    );
    const wrapper = ['sh', '-c', inGroup(folder, 'exec "$@"'), 'sh'];
    const env = { NODE_OPTIONS: `--require=${scene.path('devour.cjs')}` };
    expect(await scene.begin(['check'], { wrapper, env }).ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    await scene.healthy('web');
    expect(scene.everything()).toHaveLength(1);
    expect(scene.rows('SELECT outcome FROM recoveries')).toHaveLength(1);
  },
);

describe('M3 with few descriptors a check does its work, or says in words that it cannot; the next one is well', () => {
  test.each([20, 24, 32])('%i', async (descriptors) => {
    const scene = scenario({ ...AT_ONCE, restart_policy: { backoff_seconds: 0 } })
      .service('web')
      .open();
    const wrapper = ['prlimit', `--nofile=${descriptors}`];
    const { exitCode, stdout, stderr } = await scene.begin(['check'], { wrapper }).ended;
    const words = stdout + stderr;
    expect(words).not.toMatch(/^ +at /m);
    if (exitCode === 70) expect(words).toContain('this process may open no more files');
    else expect([0, 1, 4]).toContain(exitCode);
    expect(new Set(scene.living('web').map((it) => it.env.WATCHDOG_INSTANCE)).size).toBeLessThanOrEqual(1);
    await scene.check();
    await scene.healthy('web');
    expect(scene.living('web')).toHaveLength(1);
  });
});

describe('M4 a hung service of which nothing can be read is unknown: not counted, not ended', () => {
  for (const code of ['ENFILE', 'ENOMEM'])
    testUnless(whyNoTrace)(code, async () => {
      const scene = scenario(AT_ONCE).service('web', { program: 'beat', timeout_seconds: 1 }).open();
      await scene.watchdog('on', 'web', '--wait');
      await scene.check();
      const before = scene.living('web');
      for (const { pid } of before) process.kill(pid, 'SIGSTOP');
      await eventually('it is stale', async () => (await scene.status('web')).verdict === 'timed_out');
      const wrapper = [
        ...[
          'strace',
          '-f',
          '-b',
          'execve',
          '-qq',
          '-o',
          scene.path('calls'),
          '-P',
          scene.path('heartbeats', 'web.json'),
        ],
        ...['-e', 'trace=openat', '-e', `inject=openat:error=${code}`],
      ];
      const { stdout } = await scene.begin(['check'], { wrapper }).ended;
      expect(stdout).not.toContain('stale_pid');
      expect(scene.rows('SELECT health FROM check_history ORDER BY id DESC LIMIT 1')).toEqual([
        { health: 'unknown' },
      ]);
      expect(scene.rows('SELECT streak FROM services')).toEqual([{ streak: 0 }]);
      expect(scene.living('web')).toEqual(before);
      await scene.check();
      expect(scene.living('web')).not.toEqual(before);
    });
});
