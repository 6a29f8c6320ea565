// Hold, release, and what is said for a while only, as the holder of the lease keeps to them.

import type { RequestKind, Wording } from '../../../src/core/request.ts';
import { createLife, type Life } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
});

const WEEK_S = 7 * 86_400;

/** What is answered to a request that the next invocation finds. */
async function served(kind: RequestKind, wording: Wording = {}, life?: Life): Promise<unknown> {
  const shift = rig.begin(life);
  const [id] = shift.world.requests.addAll(kind, ['web'], { ...wording, by: 'ann' });
  await shift.run({ passes: 'none' }).catch(() => undefined);
  rig.host.effects.length = 0;
  return rig.record.rows(`SELECT status, message FROM requests WHERE id = ${id}`)[0];
}

/** A pass of an invocation that dies when it is to start something. */
async function dyingAtLaunch(): Promise<void> {
  const life = createLife();
  const to = (deed: string) => {
    if (deed === 'launch') life.isOver = true;
    life.to(deed);
  };
  const { run } = rig.begin(Object.defineProperty({ ...life, to }, 'isOver', { get: () => life.isOver }));
  await run().catch(() => undefined);
}

const desired = () => rig.record.rows("SELECT desired FROM services WHERE key = 'web'")[0];
const launches = () => rig.host.effects.filter((effect) => effect === 'launch web').length;

describe('a service that is held', () => {
  test('is left alone however long it is down, and recovered at the first tick after its release', async () => {
    await rig.dead('web');
    expect(await served('hold')).toEqual({
      status: 'done',
      message: expect.stringMatching(
        /^held until "watchdog release web": nothing is done to it of our own accord; it is stale_pid: /,
      ),
    });
    await rig.ticks(10);
    expect(rig.host.effects).toEqual([]);
    expect(await served('release')).toEqual({ status: 'done', message: 'released; wanted on again' });
    await rig.ticks(1);
    expect(launches()).toBe(1);
    expect(rig.told().slice(-3)).toEqual(['web held', 'web down', 'web released']);
  });

  test('is restarted when somebody asks for that, and goes on being held', async () => {
    const pid = await rig.running('web');
    await served('hold');
    expect(await served('restart')).toMatchObject({ status: 'done' });
    const [process] = rig.host.processes.of('web');
    expect(process?.pid).not.toBe(pid);
    expect(desired()).toEqual({ desired: 'held' });
  });

  test('was off before, is restarted, and so is wanted on once it is released', async () => {
    await rig.running('web');
    await served('off');
    await served('hold');
    await served('restart');
    expect(await served('release')).toEqual({ status: 'done', message: 'released; wanted on again' });
  });

  test('is so no more once it is switched on', async () => {
    await rig.dead('web');
    await served('hold');
    expect(await served('on')).toMatchObject({ status: 'done' });
    expect(desired()).toEqual({ desired: 'on' });
  });

  test.each(['on', 'off'] as const)('is left alone by who asks for all services to be %s', async (kind) => {
    await rig.dead('web');
    await served('hold', { reason: 'a core dump is written' });
    expect(await served(kind, { sparesHeld: true })).toEqual({
      status: 'done',
      message: 'left alone, for it is held by ann: a core dump is written',
    });
    expect(desired()).toEqual({ desired: 'held' });
    expect(rig.told().at(-1)).toBe('web held');
  });

  test('was off before, and is so again when it is released', async () => {
    await rig.running('web');
    await served('off');
    await served('hold');
    expect(await served('release')).toEqual({ status: 'done', message: 'released; wanted off again' });
    await rig.ticks(3);
    expect(rig.host.processes.of('web')).toEqual([]);
  });
});

describe('releasing', () => {
  test('a service that is not held changes nothing', async () => {
    await rig.running('web');
    expect(await served('release')).toEqual({ status: 'done', message: 'it is not held' });
  });

  test('a service that is switched off says what starts it', async () => {
    await rig.running('web');
    await served('off');
    expect(await served('release')).toEqual({
      status: 'failed',
      message: 'it is not held, but switched off; "watchdog on web" starts it',
    });
  });
});

describe('a recovery of our own that is under way when its service is held', () => {
  test('is called off, and what was not done of it is said', async () => {
    const { shift, done, gate } = await rig.amidScript();
    const [id] = shift.world.requests.addAll('hold', ['web'], { by: 'ann' });
    await done;
    gate.open();
    expect(launches()).toBe(0);
    const [answer] = rig.record.rows(`SELECT status, message FROM requests WHERE id = ${id}`);
    expect(answer).toMatchObject({
      status: 'done',
      message: expect.stringMatching(/its recovery was called off before: .*start$/),
    });
    await rig.ticks(5);
    expect(launches()).toBe(0);
    expect(rig.host.processes.of('web')).toEqual([]);
  });

  test('and was left behind by an invocation that died, is closed', async () => {
    await rig.dead('web');
    rig.host.clock.pass(30);
    await dyingAtLaunch();
    expect(await served('hold')).toMatchObject({ status: 'done' });
    expect(rig.outcomes()).toEqual(['recover closed']);
    await rig.ticks(5);
    expect(launches()).toBe(0);
  });
});

describe('what is said for a while', () => {
  const HALF_AN_HOUR = { forMs: 1_800_000, reason: 'deploy' };

  test('is over after that: a service that was off is started once, without its cleanup', async () => {
    await rig.running('web');
    await served('off', HALF_AN_HOUR);
    await rig.ticks(3, 300);
    expect(rig.host.effects).toEqual([]);
    await rig.ticks(1, 901);
    expect(rig.host.effects).toEqual(['launch web']);
    await rig.ticks(3);
    expect(launches()).toBe(1);
    expect(rig.told().slice(-3)).toEqual(['web switched_off', 'web off_over', 'web started']);
    expect(desired()).toEqual({ desired: 'on' });
  });

  test('is over after that: a service that was held is recovered if it is down', async () => {
    await rig.dead('web');
    await served('hold', HALF_AN_HOUR);
    await rig.ticks(5, 300);
    expect(rig.host.effects).toEqual([]);
    await rig.ticks(1, 301);
    expect(launches()).toBe(1);
    expect(rig.told()).toContain('web hold_over');
  });

  test('is over once, though the invocation dies over the start', async () => {
    await rig.running('web');
    await served('off', HALF_AN_HOUR);
    rig.host.clock.pass(1801);
    await dyingAtLaunch();
    await rig.ticks(3);
    expect(rig.host.processes.of('web')).toHaveLength(1);
    expect(rig.told().filter((one) => one === 'web off_over')).toHaveLength(1);
  });

  test('is over in time whatever is done to the wall clock', async () => {
    await rig.running('web');
    await served('off', HALF_AN_HOUR);
    rig.host.clock.step(10 * WEEK_S);
    await rig.ticks(2);
    expect(desired()).toEqual({ desired: 'off' });
    rig.host.clock.step(-20 * WEEK_S);
    await rig.ticks(1, 1800);
    expect(desired()).toEqual({ desired: 'on' });
  });
});

describe('what is said without an end', () => {
  test.each(['off', 'hold'] as const)('(%s) is reminded of once a week', async (kind) => {
    await rig.running('web');
    await served(kind, { reason: 'moving house' });
    await rig.ticks(2);
    await rig.ticks(1, WEEK_S);
    await rig.ticks(3);
    const told = () => rig.told().filter((one) => one === 'web forgotten').length;
    expect(told()).toBe(1);
    expect(rig.log).toContainEqual(
      expect.objectContaining({
        level: 'WARNING',
        key: 'web',
        message: expect.stringMatching(
          /^forgotten: it was .* by ann a week ago or more: moving house; "watchdog /,
        ),
      }),
    );
    await rig.ticks(1, WEEK_S);
    await rig.ticks(3);
    expect(told()).toBe(2);
  });
});
