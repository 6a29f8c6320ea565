// Ends by a ladder of signals, and single signals, to real processes.

import { existsSync } from 'node:fs';
import { eventually } from '../../support/eventually.ts';
import { alive, createScene, isOver, type Scene } from '../../support/processes.ts';

let scene: Scene;
beforeEach(() => {
  scene = createScene();
});

const shell = (line: string) => ['bash', '-c', line];

test('a process that is deaf to the first signals is ended by the rung that it hears', async () => {
  const deaf = shell("trap '' QUIT TERM; trap 'exit 0' INT; echo ready; while :; do sleep 0.05; done");
  const { child } = await scene.startReady(deaf);
  const ladder = [
    ['SIGQUIT', 0.3],
    ['SIGTERM', 0.3],
    ['SIGINT', 5],
    ['SIGKILL', 5],
  ] as const;
  const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 9, ladder });
  expect(outcome).toMatchObject({ kind: 'ended', forced: false, by: 'SIGINT' });
  expect(isOver(scene.host, child.pid ?? 0)).toBe(true);
});

test.each([
  [[['SIGHUP', 0.2]]],
  [
    [
      ['SIGHUP', 0.2],
      ['SIGKILL', 1],
    ],
  ],
  [[['SIGKILL', 1]]],
] as const)('KILL comes at the end of %j in any case', async (ladder) => {
  await scene.startReady(shell("trap '' HUP TERM; echo ready; while :; do sleep 0.05; done"));
  const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 9, ladder });
  expect(outcome).toMatchObject({ kind: 'ended', forced: true, by: 'SIGKILL' });
  expect(scene.holders(scene.host.processTable())).toEqual([]);
});

test('a signal reaches the very process alone, and one whose number is another’s by now gets none', async () => {
  const script = "trap 'touch heard' USR1; echo ready; while :; do sleep 0.05; done";
  const { child } = await scene.startReady(shell(`cd ${scene.folder}; ${script}`));
  const target = alive(scene.host, child.pid ?? 0);
  const other = { ...target, startTicks: target.startTicks - 1 };
  expect(scene.host.signal(other, 'SIGKILL')).toEqual({ kind: 'gone' });
  expect(scene.host.signal(target, 'SIGUSR1')).toEqual({ kind: 'sent' });
  await eventually('it is heard', () => existsSync(`${scene.folder}/heard`));
  expect(isOver(scene.host, target.pid)).toBe(false);
});
