// A service with a `stop` command is asked to end by it before it is killed, and given the time for it.

import type { Step } from '../../../src/config/step.ts';
import { eventually } from '../../support/eventually.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const STOP: Step = { action: 'stop', manner: { kind: 'run', timeoutSeconds: 8, isVital: false } };

let rig: SupervisionRig;
beforeEach(() => {
  const { commands } = aService('web');
  const stop = { kind: 'argv', argv: ['web.stop'] } as const;
  const stopActions = [STOP, 'kill'];
  const recoveryActions = [STOP, 'kill', 'start'];
  rig = createSupervisionRig([
    aService('web', { commands: { ...commands, stop }, recoveryActions, stopActions }),
  ]);
});

const told = () => rig.steps().map(({ action, outcome, message }) => `${action} ${outcome}: ${message}`);

test('one that ends by it is not killed', async () => {
  const pid = await rig.hung('web');
  const { run } = rig.begin();
  const ended = eventually('it is asked', () => rig.host.effects.includes('script web.stop')).then(() =>
    rig.host.processes.end(pid),
  );
  await Promise.all([run(), ended]);
  expect(told().slice(0, 2)).toEqual([
    'stop succeeded: it has ended',
    'kill succeeded: ended by its stop command',
  ]);
  expect(rig.host.effects).toEqual(['script web.stop', 'launch web']);
});

test('one that does not end by it has the rest of its time, and is killed then', async () => {
  const pid = await rig.hung('web');
  const done = rig.begin().run();
  await eventually('it is asked', () => rig.host.effects.includes('script web.stop'));
  await eventually('its time is over', () => {
    rig.host.clock.pass(1);
    return rig.steps()[0]?.outcome === 'succeeded';
  });
  await done;
  expect(told()[0]).toBe('stop succeeded: exited with code 0; 1 process(es) live on');
  expect(rig.host.effects).toEqual(['script web.stop', `end web ${pid}`, 'launch web']);
});

test('one that is dead is not asked', async () => {
  await rig.dead('web');
  await rig.begin().run();
  expect(told()[0]).toBe('stop skipped: skipped: nothing of it lives');
  expect(rig.host.effects).toEqual(['launch web']);
});

test.each([{ exitCode: 1 }, { overruns: true }, { notStarted: 'no such file' }])(
  'a command that fails (%j) leaves it to the kill, at once',
  async (program) => {
    const pid = await rig.hung('web');
    rig.host.programs.set('web.stop', program);
    await rig.begin().run();
    expect(rig.steps()[0]?.outcome).not.toBe('succeeded');
    expect(rig.host.effects).toEqual(['script web.stop', `end web ${pid}`, 'launch web']);
  },
);

test('one that could not be started again is not asked, and that is told once', async () => {
  await rig.hung('web');
  rig.host.startFaults.set('web', 'python3: no such program in /bin.');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([]);
  expect(told().slice(0, 2)).toEqual([
    'stop skipped: skipped: it could not be started again',
    'kill failed: not ended, for it could not be started again: python3: no such program in /bin.',
  ]);
  expect(rig.log.filter(({ level }) => level === 'WARNING').map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('no such program')]),
  );
  expect(rig.log.filter(({ message }) => message.includes('no such program'))).toHaveLength(1);
});

test('one that is switched off is asked too', async () => {
  const pid = await rig.running('web');
  rig.host.programs.set('web.stop', { exitCode: 1 });
  const { world, run } = rig.begin();
  world.requests.add('off', 'web', 'ann');
  await run({ passes: 'none' });
  expect(rig.host.effects).toEqual(['script web.stop', `end web ${pid}`]);
});
