// The end of what will not simply end: a number that passes on between TERM and KILL, a child that belongs to root, work that
// takes its time to be saved.

import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { WATCHDOG } from '../support/invocation.ts';
import { program } from '../support/processes.ts';
import { scenario } from '../support/scenario.ts';
import { signal } from '../support/scene-processes.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1 };
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

testAsRoot('K5 a stranger who gets the number of a service between TERM and KILL is left alone', async () => {
  // The leader ends when it is asked to, a deaf child of it has to be forced; in the leader's session it would keep the number.
  const start = [
    'trap "exit 0" TERM',
    `setsid sh -c 'trap "" TERM; exec sleep 100' & echo "{\\"leader\\": $$}" > family.json`,
    'while true; do sleep 0.1; done',
  ].join('\n');
  const scene = scenario({ ...AT_ONCE, kill_timeout: 3, verify_delay: 0.2 })
    .service('web', { commands: { start }, start_grace_seconds: 1, timeout_seconds: 1 })
    .open();
  const ownNumbers = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const switchOn = [process.execPath, WATCHDOG, '-c', scene.configPath, 'on', 'web'];
  const nemesis = ['python3', '-B', program('take-pid.py'), ...switchOn, '--'];
  const { stdout, stderr } = await scene.begin(['check'], { wrapper: [...ownNumbers, ...nemesis] }).ended;
  expect({ stderr, ...JSON.parse(stdout) }).toEqual({
    stderr: '',
    exitCodes: [0, 0],
    told: expect.any(String),
    sameNumber: true,
    strangerLives: true,
  });
  expect(
    scene.rows("SELECT outcome, message FROM steps WHERE action = 'kill' AND begun_at IS NOT NULL"),
  ).toEqual([{ outcome: 'succeeded', message: expect.stringContaining('with SIGKILL') }]);
});

testAsRoot(
  'K6 a child that we may not end fails the recovery in words, and no second copy is started beside it',
  async () => {
    const start = './rootling --reuid=0 --regid=0 --clear-groups sleep 100 & exec sleep 100';
    const scene = scenario({ ...AT_ONCE, kill_timeout: 0.5, restart_policy: { backoff_seconds: 0 } })
      .service('web', { commands: { start }, start_grace_seconds: 0.5, timeout_seconds: 1 })
      .open();
    chmodSync(scene.folder, 0o777);
    copyFileSync('/usr/bin/setpriv', scene.path('rootling'));
    chmodSync(scene.path('rootling'), 0o4755);
    const asNobody = (...words: string[]) => scene.begin(words, { wrapper: AS_NOBODY }).ended;
    expect(await asNobody('on', 'web')).toMatchObject({ exitCode: 0 });
    const rootling = await eventually('it is root', () =>
      scene.everything().find(({ pid }) => /^Uid:\t0\t0/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))),
    );
    const isMissed = async () => (await asNobody('status', 'web')).stdout.includes('no_heartbeat');
    await eventually('its grace is over', isMissed);
    for (let tick = 0; tick < 2; tick += 1) {
      const { exitCode, stderr } = await asNobody('check');
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(
          new RegExp(`pid ${rootling.pid} still lives: .*no second copy is started`),
        ),
      });
    }
    expect(scene.everything()).toEqual([rootling]);

    signal(rootling, 'SIGKILL');
    await eventually('it is gone', () => scene.everything().length === 0);
    await asNobody('check');
    expect(scene.living('web').length).toBeGreaterThan(0);
  },
);

test('K12 a service that takes its time to save its work is given it, after whatever is to be done before its end', async () => {
  const commands = {
    start: toyCommand('save-late'),
    dump: 'test -e /proc/$(cat pid) && echo dumped > saved',
  };
  const scene = scenario({ ...AT_ONCE, kill_timeout: 20 })
    .service('web', { commands, recovery_actions: ['dump', 'kill', 'start'] })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  writeFileSync(scene.path('pid'), String(scene.living('web')[0]?.pid));
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(readFileSync(scene.path('saved'), 'utf8')).toBe('dumped\nhalf whole\n');
  expect(scene.rows("SELECT message FROM steps WHERE action = 'kill'")).toEqual([
    { message: expect.stringContaining('with SIGTERM') },
  ]);
  expect(scene.living('web')).toHaveLength(1);
});
