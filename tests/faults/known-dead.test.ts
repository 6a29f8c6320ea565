// Who is dead although something speaks for him: a child that lives on, the file of another service, a heartbeat that is a link.

import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1 };
const WITH_HELPER = `setsid sleep 100 & exec ${toyCommand('beat').join(' ')}`;

/** A service that was killed just after its start, and a helper of it that lives on. */
async function survived(): Promise<{ scene: Scene; pid: number }> {
  const scene = scenario(AT_ONCE)
    .service('web', { commands: { start: WITH_HELPER } })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const { pid = 0 } = await scene.status('web');
  process.kill(pid, 'SIGKILL');
  return { scene, pid };
}

test('I9 a service that is killed just after its start is down at the next check, though a helper of it lives on', async () => {
  const { scene, pid } = await survived();
  expect(await scene.status('web')).toMatchObject({ verdict: 'stale_pid' });
  await scene.check();
  const { pid: successor } = await scene.healthy('web');
  expect(successor).not.toBe(pid);
});

test('G7 a service whose key was edited while it ran is neither ended nor doubled under its new key', async () => {
  const entry = { program: 'beat', heartbeat_path: 'heartbeats/shop.json' };
  const scene = scenario(AT_ONCE).service('web', entry).open();
  await scene.watchdog('on', 'web', '--wait');
  const [before] = scene.living('web');
  const config = readFileSync(scene.configPath, 'utf8');
  writeFileSync(scene.configPath, config.replace('"web": {', '"shop": {'));
  for (let ticks = 0; ticks < 3; ticks += 1) await scene.check();
  expect(await scene.status('shop')).toMatchObject({
    verdict: 'unknown',
    detail: expect.stringContaining(`process_key is "web"; expected "shop". Pid ${before?.pid}`),
  });
  expect(scene.living('web')).toEqual([before]);
  expect(scene.living('shop')).toEqual([]);
});

test('H7 a service that is proven dead is started again, though its heartbeat became a link that nobody follows', async () => {
  const scene = scenario(AT_ONCE).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const [before] = scene.living('web');
  await scene.killInstance('web');
  renameSync(scene.path('heartbeats', 'web.json'), scene.path('elsewhere.json'));
  symlinkSync(scene.path('elsewhere.json'), scene.path('heartbeats', 'web.json'));
  const { stderr } = await scene.check();
  expect(stderr).toContain('a symbolic link; expected a plain file');
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.living('web')).not.toEqual([before]);
});

const IDLE = 'while :; do sleep 0.2; done';

test('K2 a service of which only its process tells is started again when that dies, though a child of it lives on', async () => {
  const scene = scenario(AT_ONCE)
    .service('web', {
      heartbeat_path: undefined,
      checks: [{ type: 'process' }],
      commands: { start: `sleep 100 & ${IDLE}` },
    })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const before = await killed(scene);
  await scene.check();
  const { pid } = await scene.healthy('web');
  expect(pid).not.toBe(before);
});

test('H6 K2 a service whose heartbeat became a FIFO is started again when its process dies, though a child of it lives on', async () => {
  const scene = scenario(AT_ONCE)
    .service('web', { commands: { start: WITH_HELPER } })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const before = await killed(scene);
  rmSync(scene.path('heartbeats', 'web.json'));
  execFileSync('mkfifo', [scene.path('heartbeats', 'web.json')]);
  await scene.check();
  expect(scene.rows("SELECT outcome FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { outcome: 'started' },
  ]);
  expect(scene.living('web').map(({ pid }) => pid)).not.toContain(before);
});

test('K2 workers whose master died are not taken for the service that is found by their command line', async () => {
  const scene = scenario(AT_ONCE).open();
  const match = { type: 'process', match: `sh ${scene.path('master.sh')}*` };
  writeFileSync(scene.path('master.sh'), `test "$1" || { sh $0 a & sh $0 b & }\n${IDLE}\n`);
  const config = JSON.parse(readFileSync(scene.configPath, 'utf8'));
  config.processes = { web: { checks: [match], commands: { start: ['sh', scene.path('master.sh')] } } };
  writeFileSync(scene.configPath, JSON.stringify(config));
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await killed(scene);
  await scene.check();
  expect(await scene.healthy('web')).toMatchObject({ pid: expect.any(Number) });
  expect(scene.rows("SELECT verdict, outcome FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { verdict: 'stale_pid', outcome: 'started' },
  ]);
});

/** Ends the very process of web; answers its pid. */
async function killed(scene: Scene): Promise<number> {
  const { pid = 0 } = await scene.healthy('web');
  process.kill(pid, 'SIGKILL');
  return pid;
}

test('I9 on does not take a helper that lives on for the service', async () => {
  const { scene } = await survived();
  const { exitCode, stdout } = await scene.watchdog('on', 'web');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^web: failed: not started: pid \d+ is .*, but pid \d+ of it lives; "watchdog restart web"/,
  );
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
});
