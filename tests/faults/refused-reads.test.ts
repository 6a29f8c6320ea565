// The machine refuses a single read: of whose a process is, or of the database. That proves nothing, neither that somebody is dead
// nor that anything is damaged.

import { readdirSync, readFileSync } from 'node:fs';
import { afterTest } from '../support/after-test.ts';
import { whyNoCgroup, withCgroup } from '../support/cgroups.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const TRACE = ['strace', '-f', '-b', 'execve', '-qq'];

/** What is refused; `call` may say which one of them: `pread64 3`. */
interface Refusal {
  readonly path: string;
  readonly call: string;
  readonly error: string;
}

/** A check during which every call of that name on that file meets an error, or one of them. */
async function checkWith(scene: Scene, { path, call, error }: Refusal): Promise<string> {
  const [name = '', when = '1+'] = call.split(' ');
  const fault = ['-P', path, '-e', `trace=${name}`, '-e', `inject=${name}:error=${error}:when=${when}`];
  const wrapper = [...enclosed(scene), ...TRACE, '-o', scene.path('calls'), ...fault];
  const { stdout, stderr } = await scene.begin(['check'], { wrapper }).ended;
  expect(readFileSync(scene.path('calls'), 'latin1')).toContain('(INJECTED)');
  return stdout + stderr;
}

/** Where cgroups can be made, if anywhere. */
function enclosed({ folder }: Scene): readonly string[] {
  return whyNoCgroup() === undefined ? withCgroup(folder) : [];
}

/** A service that has died, and a helper of it that nothing tells from others but its cgroup. */
async function survived(): Promise<{ scene: Scene; helper: Actor }> {
  const start = `env -i setsid sleep 100 & echo $! > helper; exec ${toyCommand('beat').join(' ')}`;
  const scene = scenario(AT_ONCE).service('web', { commands: { start } }).open();
  for (const words of [['on', 'web', '--wait'], ['check']])
    await scene.begin(words, { wrapper: enclosed(scene) }).ended;
  const helper = actorAt(Number(readFileSync(scene.path('helper'), 'utf8')));
  if (helper === undefined) throw new Error('it has no helper');
  afterTest(() => signal(helper, 'SIGKILL'));
  await scene.killInstance('web');
  return { scene, helper };
}

const lives = ({ pid, startTicks }: Actor) => actorAt(pid)?.startTicks === startTicks;

const testEnclosed = testUnless(whyNoCgroup() ?? whyNoTrace);

describe('M3 where it cannot be read in whose cgroup a process is, nothing is started beside it', () => {
  for (const error of ['EMFILE', 'EIO', 'EAGAIN'])
    testEnclosed(error, async () => {
      const { scene, helper } = await survived();
      const words = await checkWith(scene, { path: `/proc/${helper.pid}/cgroup`, call: 'openat', error });
      expect(words).toContain('the process table');
      expect([lives(helper), scene.living('web').length]).toEqual([true, 0]);
      await scene.begin(['check'], { wrapper: enclosed(scene) }).ended;
      await scene.healthy('web');
      expect([lives(helper), scene.living('web').length]).toEqual([false, 1]);
    });
});

describe('S2 a database of which the disk refuses a read once is not taken for a damaged one', () => {
  for (const read of [1, 2, 3, 4])
    testUnless(whyNoTrace)(`read ${read}`, async () => {
      const scene = scenario(AT_ONCE).service('web').open();
      await scene.watchdog('on', 'web', '--wait');
      const before = scene.living('web');
      const path = scene.path('state', 'watchdog.db');
      await checkWith(scene, { path, call: `pread64 ${read}`, error: 'EIO' });
      expect(await scene.check()).toMatchObject({ exitCode: 0 });
      expect(readdirSync(scene.path('state')).filter((name) => name.endsWith('.corrupt'))).toEqual([]);
      expect(scene.rows('SELECT kind, status FROM requests')).toEqual([{ kind: 'on', status: 'done' }]);
      expect(scene.living('web')).toEqual(before);
    });
});
