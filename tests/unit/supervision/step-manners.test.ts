// Steps that are done in a way of their own, and what becomes of them when the invocation is told to stop, or dies.

import type { Service } from '../../../src/config/config.ts';
import type { Step } from '../../../src/config/step.ts';
import { eventually } from '../../support/eventually.ts';
import { createLife } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const HUP: Step = { action: 'signal', manner: { kind: 'signal', signal: 'SIGHUP' } };
const WAIT: Step = { action: 'wait', manner: { kind: 'wait', waitSeconds: 60 } };
const CLEAN: Step = { action: 'clean', manner: { kind: 'run', timeoutSeconds: 7, isVital: true } };

function rigOf(recoveryActions: readonly Step[], change: Partial<Service> = {}): SupervisionRig {
  return createSupervisionRig([aService('web', { recoveryActions, ...change })]);
}

const stepsOf = (rig: SupervisionRig) => rig.steps().map(({ action, outcome }) => `${action} ${outcome}`);

/** An invocation whose recovery of web, which hangs, is at its wait. */
async function amidWait(rig: SupervisionRig) {
  await rig.hung('web');
  const shift = rig.begin(createLife());
  const done = shift.run();
  await eventually('it waits', () => rig.steps().some((step) => step.action === 'wait' && step.begun_at));
  return { shift, done };
}

test('a signal goes to the leader, and the service runs on', async () => {
  const rig = rigOf([HUP]);
  const pid = await rig.hung('web');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([`SIGHUP ${pid}`]);
  expect(rig.steps()).toMatchObject([{ outcome: 'succeeded', message: `SIGHUP sent to pid ${pid}` }]);
  expect(rig.outcomes()).toEqual(['recover done']);
  expect(rig.host.processes.of('web')).toHaveLength(1);
});

test('a signal for a dead service goes to nobody, which is told, and the recovery goes on', async () => {
  const rig = rigOf([HUP, 'kill', 'start']);
  await rig.dead('web');
  await rig.begin().run();
  expect(rig.steps()[0]).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/pid \d+ is gone/),
  });
  expect(rig.host.effects).toEqual(['launch web']);
  expect(rig.outcomes()).toEqual(['recover started']);
});

test('a kill by a ladder of its own asks by that; any other by the signal of the service', async () => {
  const rig = rigOf(
    [
      {
        action: 'kill',
        manner: {
          kind: 'kill',
          ladder: [
            ['SIGQUIT', 2],
            ['SIGTERM', 3],
          ],
        },
      },
    ],
    {
      stopSignal: 'SIGINT',
    },
  );
  await rig.hung('web');
  await rig.begin().run();
  expect(rig.host.ladders).toEqual(['SIGQUIT 2, SIGTERM 3']);
  const { world, ...shift } = rig.begin();
  world.requests.add('off', 'web', 'ann');
  await shift.run({ passes: 'none' });
  expect(rig.host.ladders.at(-1)).toBe('SIGINT 1');
});

test('a vital script that fails stops the recovery, and one under a deadline of its own says so', async () => {
  const rig = rigOf(['kill', CLEAN, 'start']);
  await rig.dead('web');
  rig.host.programs.set('web.clean', { overruns: true });
  await rig.begin().run();
  expect(stepsOf(rig)).toEqual(['kill succeeded', 'clean timed_out', 'start null']);
  expect(rig.steps()[1]?.message).toBe('not done after 7 s, and ended');
  expect(rig.outcomes()).toEqual(['recover failed']);
});

describe('a wait', () => {
  test('lets so much time pass before the next step', async () => {
    const rig = rigOf(['kill', WAIT, 'start']);
    const { done } = await amidWait(rig);
    rig.host.clock.pass(59);
    expect(rig.host.effects).not.toContain('launch web');
    rig.host.clock.pass(1);
    await done;
    expect(stepsOf(rig)).toEqual(['kill succeeded', 'wait succeeded', 'start succeeded']);
    expect(rig.steps()[1]?.message).toBe('waited 60 s');
  });

  test('is cut short when we are told to stop; the next invocation waits for the rest alone', async () => {
    const rig = rigOf(['kill', WAIT, 'start']);
    const { shift, done } = await amidWait(rig);
    shift.stop();
    expect((await done).endings).toMatchObject([{ outcome: undefined }]);
    expect(stepsOf(rig)).toEqual(['kill succeeded', 'wait null', 'start null']);
    const [, begun] = rig.steps();
    rig.host.clock.pass(50);
    const next = rig.begin().run();
    rig.host.clock.pass(11);
    await next;
    expect(rig.steps()[1]).toMatchObject({ outcome: 'succeeded', begun_at: begun?.begun_at });
    expect(rig.outcomes()).toEqual(['recover started']);
  });

  test('survives our death, and is done as it was planned though the config was edited', async () => {
    const rig = rigOf(['kill', WAIT, 'start']);
    const { shift, done } = await amidWait(rig);
    shift.life.isOver = true;
    await expect(done).rejects.toThrow();
    rig.config = { ...rig.config, services: [aService('web', { recoveryActions: ['start'] })] };
    rig.host.clock.pass(61);
    await rig.begin().run();
    expect(stepsOf(rig)).toEqual(['kill succeeded', 'wait succeeded', 'start succeeded']);
  });

  test('is over at once when its recovery is called off', async () => {
    const rig = rigOf([WAIT, 'kill', 'start']);
    const { shift, done } = await amidWait(rig);
    shift.world.requests.add('off', 'web', 'ann');
    await done;
    expect(rig.record.rows("SELECT status FROM requests WHERE kind = 'off'")).toEqual([{ status: 'done' }]);
    expect(rig.outcomes()).toEqual(['recover closed', 'stop stopped']);
    expect(rig.host.processes.of('web')).toEqual([]);
  });

  test('is never longer than it was meant, whatever the wall clock was set to', async () => {
    const rig = rigOf(['kill', WAIT, 'start']);
    const { shift, done } = await amidWait(rig);
    shift.stop();
    await done;
    rig.host.clock.step(-3600);
    const next = rig.begin().run();
    await eventually('it goes on', () => {
      rig.host.clock.pass(1);
      return rig.host.effects.includes('launch web');
    });
    await next;
    expect(rig.outcomes()).toEqual(['recover started']);
    expect(rig.host.clock.now().wallMs).toBeLessThan(Number(rig.steps()[1]?.begun_at) + 600_000);
  });
});
