// Verbs that a program inside of a service types: it must not saw off the branch on which it sits.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { WATCHDOG } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

/** A service that types a verb once the test lets it, and notes every TERM that it gets. */
function typing(verb: string): string {
  return [
    "trap 'touch told' TERM",
    `${toyCommand('beat').join(' ')} &`,
    'until [ -e go ]; do sleep 0.1; done',
    `"${process.execPath}" "${WATCHDOG}" ${verb} web > answer 2>&1`,
    'echo "exit $?" >> answer',
    'while :; do wait; done',
  ].join('\n');
}

async function answerTo(verb: string): Promise<{ scene: Scene; answer: string; wasLeftAlone: boolean }> {
  const scene = scenario({ consecutive_failures_threshold: 1, kill_timeout: 0.5 })
    .service('web', { commands: { start: typing(verb) } })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const beats = (await scene.status('web')).pid;
  const [shell] = scene.living('web');
  writeFileSync(scene.path('go'), '');
  const answer = await eventually('it has its answer', () => {
    const text = existsSync(scene.path('answer')) ? readFileSync(scene.path('answer'), 'utf8') : '';
    return /exit \d+\n/.test(text) && text;
  });
  const pids = scene.living('web').map(({ pid }) => pid);
  const wasLeftAlone =
    pids.includes(shell?.pid ?? -1) && pids.includes(beats ?? -1) && !existsSync(scene.path('told'));
  return { scene, answer, wasLeftAlone };
}

test('restart that a program types inside of the very service is refused before the first signal, and nothing of it dies', async () => {
  const { scene, answer, wasLeftAlone } = await answerTo('restart');
  expect(answer).toMatch(/web: failed: .*run watchdog from outside of the service[\s\S]*exit 1\n$/);
  expect(wasLeftAlone).toBe(true);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(await scene.status('web')).toMatchObject({ state: 'running', desired: 'on' });
  expect(scene.rows("SELECT outcome FROM recoveries WHERE purpose = 'restart'")).toEqual([
    { outcome: 'failed' },
  ]);
});

test('on that a program types inside of its own service finds that it runs', async () => {
  const { answer, wasLeftAlone } = await answerTo('on');
  expect(answer).toMatch(/already running[\s\S]*exit 0\n$/);
  expect(wasLeftAlone).toBe(true);
});
