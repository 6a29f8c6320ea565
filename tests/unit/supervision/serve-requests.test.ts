// What others ask for, as the holder of the lease serves it.

import type { RequestKind } from '../../../src/core/request.ts';
import { FRESH } from '../../../src/core/restarts.ts';
import { eventually } from '../../support/eventually.ts';
import { createLife } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import type { Shift } from '../../support/supervision-shift.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
});

const NONE = { passes: 'none' } as const;

function ask(shift: Shift, kind: RequestKind, key = 'web'): number {
  return shift.world.requests.add(kind, key, 'ann').id;
}

function answer(id: number): unknown {
  return rig.record.rows(`SELECT status, message FROM requests WHERE id = ${id}`)[0];
}

/** What is answered to a request that the next invocation finds. */
async function served(kind: RequestKind, key = 'web'): Promise<unknown> {
  const shift = rig.begin();
  const id = ask(shift, kind, key);
  await shift.run(NONE);
  return answer(id);
}

describe('switching on', () => {
  test('a service that runs starts nothing, and says so', async () => {
    const pid = await rig.running('web');
    expect(await served('on')).toEqual({ status: 'done', message: `already running (pid ${pid})` });
    expect(rig.host.effects).toEqual([]);
  });

  test.each(['on', 'restart'] as const)(
    '(%s) remembers what is run, so that only an edit of it is one',
    async (kind) => {
      await rig.dead('web');
      const edited = { ...aService('web'), fingerprint: () => 'as-edited' };
      rig.config = { ...rig.config, services: [edited] };
      const shift = rig.begin();
      ask(shift, kind);
      await shift.run(NONE);
      expect(shift.world.memory.states.get('web')?.fingerprint).toBe('as-edited');
    },
  );

  test('a service that is healthy is seen at a glance: the other processes are not looked at', async () => {
    await rig.running('web');
    const { tables } = rig.host.looks;
    await served('on');
    expect(rig.host.looks.tables).toBe(tables);
  });

  test('a service that hangs starts no second copy, and says what would replace it', async () => {
    const pid = await rig.hung('web');
    expect(await served('on')).toMatchObject({
      status: 'done',
      message: expect.stringMatching(
        `^already running \\(pid ${pid}\\), but timed_out: last beat .*"watchdog restart web" replaces it$`,
      ),
    });
    expect(rig.host.effects).toEqual([]);
  });

  test('a service that somebody started by hand takes it as it is', async () => {
    const { pid } = rig.host.processes.begin();
    rig.host.beat('/heartbeats/web.json', pid);
    expect(await served('on')).toMatchObject({ status: 'done', message: `already running (pid ${pid})` });
    expect(rig.host.effects).toEqual([]);
  });

  test('a service that cannot be looked at is not started, but from then on wanted', async () => {
    rig.host.heartbeats.set('/heartbeats/web.json', { kind: 'unreadable', problem: 'EACCES' });
    expect(await served('on')).toEqual({
      status: 'failed',
      message: 'not started, for it may be running: /heartbeats/web.json: EACCES',
    });
    expect(rig.host.effects).toEqual([]);
    rig.host.heartbeats.clear();
    await rig.begin().run();
    expect(rig.host.effects).toContain('launch web');
  });

  test('forgets the waits and the failures of before', async () => {
    rig = createSupervisionRig([
      aService('web', { restartPolicy: { ...aService('web').restartPolicy, maxRestarts: 1 } }),
    ]);
    rig.host.programs.set('web', { exitCode: 1 });
    for (let tick = 0; tick < 4; tick += 1) {
      await rig.begin().run();
      rig.host.clock.pass(30);
    }
    expect(rig.begin().world.memory.states.get('web')?.restarts.givenUpRung).toBe(0);
    rig.host.programs.clear();
    const shift = rig.begin();
    ask(shift, 'on');
    await shift.run(NONE);
    expect(shift.world.memory.states.get('web')).toMatchObject({
      restarts: { attempts: [], level: 0, wait: undefined, givenUpRung: undefined },
      streak: { count: 0 },
      desired: { mode: 'on', by: 'ann' },
    });
  });
});

describe('while a recovery is under way', () => {
  test('off ends the script at hand, starts nothing, and sticks', async () => {
    const { shift, done } = await rig.amidScript();
    const id = ask(shift, 'off');
    await done;
    expect(answer(id)).toMatchObject({ status: 'done' });
    expect(rig.outcomes()).toEqual(['recover closed', 'stop stopped']);
    expect(rig.host.processes.all()).toEqual([]);
    await rig.begin().run();
    expect(rig.host.effects.filter((effect) => effect.startsWith('launch'))).toEqual([]);
  });

  test('restart is answered by that recovery', async () => {
    const { shift, gate, done } = await rig.amidScript();
    const id = ask(shift, 'restart');
    await eventually('it is taken', () => (answer(id) as { status: string }).status === 'taken');
    gate.open();
    await done;
    expect(answer(id)).toMatchObject({ status: 'done', message: expect.stringMatching(/^started pid/) });
    expect(rig.outcomes()).toEqual(['recover started']);
  });

  test.each(['restart', 'on'] as const)(
    '%s is answered by it, and forgets the waits of before',
    async (kind) => {
      const { shift, gate, done } = await rig.amidScript();
      expect(shift.world.memory.states.get('web')?.restarts.level).toBe(1);
      const id = ask(shift, kind);
      await eventually('it is taken', () => (answer(id) as { status: string }).status === 'taken');
      gate.open();
      await done;
      expect(rig.begin().world.memory.states.get('web')).toMatchObject({
        restarts: FRESH,
        desired: { mode: 'on', by: 'ann' },
      });
    },
  );

  test('off and then on come to pass in that order', async () => {
    const { shift, done } = await rig.amidScript();
    const ids = [ask(shift, 'off'), ask(shift, 'on')];
    await done;
    expect(ids.map(answer)).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    expect(rig.outcomes()).toEqual(['recover closed', 'stop stopped', 'start started']);
    expect(rig.host.processes.of('web')).toHaveLength(1);
  });

  test('off and then restart never make two recoveries at once', async () => {
    const { shift, done } = await rig.amidScript();
    ask(shift, 'off');
    ask(shift, 'off');
    ask(shift, 'restart');
    rig.host.programs.clear();
    await done;
    expect(rig.outcomes()).toEqual(['recover closed', 'stop stopped', 'restart started']);
    expect(rig.host.processes.of('web')).toHaveLength(1);
  });
});

describe('after a death amid a cleanup', () => {
  beforeEach(async () => {
    await rig.dead('web');
    await expect(rig.begin(createLife(7)).run()).rejects.toThrow('dead before: web.clean runs');
    rig.host.effects.length = 0;
  });

  test('on goes on with the recovery, its cleanup included', async () => {
    expect(await served('on')).toMatchObject({
      status: 'done',
      message: expect.stringMatching(/^started pid/),
    });
    expect(rig.host.effects).toEqual(['end web 1002', 'script web.clean', 'launch web']);
    expect(rig.outcomes()).toEqual(['recover started']);
  });

  test('on only starts a service that was disabled since: nobody recovers it any more', async () => {
    const services = rig.config.services.map((service) => ({ ...service, enabled: false }));
    rig.config = { ...rig.config, services };
    expect(await served('on')).toMatchObject({ status: 'done' });
    expect(rig.host.effects).not.toContain('script web.clean');
    expect(rig.outcomes()).toEqual(['recover closed', 'start started']);
  });

  test('on starts nothing and cleans nothing beside a copy that somebody has started since', async () => {
    const { pid } = rig.host.processes.begin();
    rig.host.beat('/heartbeats/web.json', pid);
    expect(await served('on')).toMatchObject({ status: 'done', message: `already running (pid ${pid})` });
    expect(rig.outcomes()).toEqual(['recover closed']);
  });

  test('on leaves it to the next tick while the service cannot be looked at', async () => {
    rig.host.heartbeats.set('/heartbeats/web.json', { kind: 'unreadable', problem: 'EACCES' });
    expect(await served('on')).toMatchObject({ status: 'failed', message: expect.stringMatching(/EACCES/) });
    rig.host.heartbeats.clear();
    await rig.begin().run();
    expect(rig.host.effects).toContain('script web.clean');
    expect(rig.outcomes()).toEqual(['recover started']);
  });

  test('off sticks, and says which scripts were left undone; on starts without them', async () => {
    expect(await served('off')).toMatchObject({
      status: 'done',
      message: expect.stringMatching(/; not done of its recovery: clean$/),
    });
    expect(await served('on')).toMatchObject({ status: 'done' });
    expect(rig.host.effects).not.toContain('script web.clean');
  });
});

test.each([
  [['on', 'off'], 0],
  [['off', 'on'], 1],
  [['on', 'on'], 1],
  [['restart', 'off', 'on'], 1],
  [['restart', 'off', 'restart'], 1],
  [['off', 'restart', 'off'], 0],
] as const)('%j in one letter box leave %d copies', async (kinds, copies) => {
  await rig.running('web');
  const shift = rig.begin();
  for (const kind of kinds) ask(shift, kind);
  await shift.run(NONE);
  expect(rig.host.processes.of('web')).toHaveLength(copies);
  expect(shift.world.store.unfinishedRecoveries()).toEqual([]);
  const launches = rig.outcomes().filter((outcome) => outcome.endsWith('started')).length;
  expect(rig.host.effects.filter((effect) => effect === 'launch web')).toHaveLength(launches);
});

test('a service that is not configured is told of as such', async () => {
  expect(await served('on', 'wbe')).toEqual({ status: 'failed', message: 'wbe is not in /etc/config.json' });
});

test('a service is served as the config is now, not as it was at the last pass', async () => {
  const { world, ...shift } = rig.begin();
  const edited = { ...rig.config, services: [aService('new')] };
  Object.assign(world, { refreshConfig: () => Object.assign(world, { config: edited }) });
  const { id } = world.requests.add('on', 'new', 'ann');
  await shift.run(NONE);
  expect(answer(id)).toMatchObject({ status: 'done', message: expect.stringMatching(/^started pid/) });
});

test('what the config lost while its request waited for another one is told to be missing', async () => {
  await rig.running('web');
  const { world, ...shift } = rig.begin();
  world.requests.add('off', 'web', 'ann');
  const { id } = world.requests.add('on', 'web', 'ann');
  const begin = world.store.beginRecovery;
  const thenDrop: typeof begin = (...words) => {
    Object.assign(world, { config: { ...rig.config, services: [] } });
    return begin(...words);
  };
  Object.assign(world, { store: { ...world.store, beginRecovery: thenDrop } });
  await shift.run(NONE);
  expect(answer(id)).toEqual({ status: 'failed', message: 'web is not in /etc/config.json' });
});

test('what somebody asked who is gone since is served all the same', async () => {
  const client = rig.begin();
  const id = ask(client, 'on');
  await rig.begin().run(NONE);
  expect(answer(id)).toMatchObject({ status: 'done', message: expect.stringMatching(/^started pid/) });
});

test('what is taken back in the very moment in which it is read is not done', async () => {
  const { world, ...shift } = rig.begin();
  const { id } = world.requests.add('on', 'web', 'ann');
  const read = [...world.requests.pending()];
  expect(world.requests.withdraw(id)).toBe(true);
  Object.assign(world, { requests: { ...world.requests, pending: () => read.splice(0) } });
  await shift.run(NONE);
  expect(rig.host.effects).toEqual([]);
  expect(answer(id)).toEqual({ status: 'withdrawn', message: null });
});
