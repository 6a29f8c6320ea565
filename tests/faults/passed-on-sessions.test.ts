// Sessions whose number means somebody else by now: who is in there has nothing to do with a service or a script of ours.

import { chmodSync, chownSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { program } from '../support/processes.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const NOBODY = 65_534;
const OWN_NUMBERS = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const AT_ONCE = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

/** Runs a program of the tests, with a command of the watchdog as its words, where numbers are given again. */
async function among(scene: Scene, words: readonly string[]): Promise<string> {
  const watchdog = ['python3', '-B', program(words[0] as string), ...words.slice(1)];
  const { stdout, stderr } = await scene.begin(['check'], { wrapper: [...OWN_NUMBERS, ...watchdog] }).ended;
  expect(stderr).toBe('');
  return stdout;
}

testAsRoot(
  'P1 H12 a stranger in a session that has the number of a service that was killed, named in a heartbeat, gets no signal',
  async () => {
    const start = 'echo $$ >heartbeats/leader; exec sleep 100';
    const scene = scenario(AT_ONCE)
      .service('web', { user: 'nobody', timeout_seconds: 2, commands: { start } })
      .open();
    chmodSync(scene.folder, 0o755);
    chownSync(scene.path('heartbeats'), NOBODY, NOBODY);
    expect(await among(scene, ['take-session.py'])).toBe('lives\n');
  },
);

testAsRoot(
  'K5 P1 a stranger who leads a session by the number of a cleanup that is being ended gets no signal',
  async () => {
    const lasting = `setsid sh -c 'trap "" TERM; exec sleep 100' &`;
    const tell = `echo "{\\"leader\\": $$}" >family.part; mv family.part family.json`;
    const clean = `trap 'exit 0' TERM; ${lasting} ${tell}; while true; do sleep 0.1; done`;
    const scene = scenario({ ...AT_ONCE, cleanup_timeout: 1 })
      .service('web', {
        recovery_actions: ['kill', 'clean', 'start'],
        commands: { start: ['sleep', '100'], clean },
      })
      .open();
    expect(JSON.parse(await among(scene, ['take-pid.py', 'true', '--']))).toMatchObject({
      sameNumber: true,
      strangerLives: true,
    });
    expect(scene.rows("SELECT outcome FROM steps WHERE action = 'clean'")).toEqual([
      { outcome: 'timed_out' },
    ]);
  },
);
