// A group that is restarted: stopped in the reverse of its order, started in its order, whatever dies in the middle.

import type { Group, Service } from '../../../src/config/config.ts';
import { RESTART_POLICY } from '../../support/core/services.ts';
import { createGate } from '../../support/gate.ts';
import { createLife, SuddenDeath } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const KEYS = ['db', 'api', 'web'];
let rig: SupervisionRig;

function createGroup(strategy: Group['strategy'], change: Partial<Service> = {}): void {
  const on = (key: string) => [{ key, condition: 'healthy' as const }];
  const usual = { group: 'site', recoveryActions: ['kill', 'start'], ...change };
  rig = createSupervisionRig([
    aService('web', { ...usual, dependsOn: on('api') }),
    aService('api', { ...usual, dependsOn: on('db') }),
    aService('db', usual),
    aService('other'),
  ]);
  rig.config = {
    ...rig.config,
    maxParallelRecoveries: 1,
    groups: [{ name: 'site', strategy, restartPolicy: { ...RESTART_POLICY, backoffSeconds: 0 } }],
  };
}

function endOne(key: string): void {
  rig.host.processes.end(rig.host.processes.of(key)[0]?.pid ?? -1);
}

const effects = () => rig.host.effects.map((effect) => effect.split(' ', 2).join(' '));

test.each<[Group['strategy'], string, readonly string[]]>([
  ['one_for_all', 'db', ['end web', 'end api', 'launch db', 'launch api', 'launch web']],
  ['one_for_all', 'api', ['end web', 'end db', 'launch db', 'launch api', 'launch web']],
  ['rest_for_one', 'api', ['end web', 'launch api', 'launch web']],
  ['one_for_one', 'api', ['launch api']],
])('%s: when %s has died', async (strategy, key, expected) => {
  createGroup(strategy);
  await rig.calm();
  endOne(key);
  await rig.ticks(1);
  expect(effects()).toEqual(expected);
  await rig.ticks(3);
  expect(effects()).toEqual(expected);
});

test('without dependencies the order of the file is kept, however long one takes to end or to start', async () => {
  createGroup('one_for_all');
  const plain = ['db', 'api', 'web'].map((key) => aService(key, { group: 'site' }));
  rig.config = { ...rig.config, services: plain };
  await rig.calm();
  const gate = createGate();
  rig.host.programs.set('db.clean', { until: gate.lasts });
  rig.hang(...KEYS);
  rig.host.clock.pass(100);
  const done = rig.begin().run();
  await rig.effect('script db.clean');
  expect(effects()).toEqual(['end web', 'end api', 'end db', 'script db.clean']);
  gate.open();
  await done;
  const rest = KEYS.flatMap((key) => [`script ${key}.clean`, `launch ${key}`]);
  expect(effects()).toEqual(['end web', 'end api', 'end db', ...rest]);
});

test('during a mass failure each is replaced once, in its turn, and the canary not again with the rest', async () => {
  createGroup('one_for_all');
  await rig.calm();
  rig.hang(...KEYS, 'other');
  await rig.ticks(14, 100);
  expect(rig.told().filter((words) => words === 'host mass_failure')).toHaveLength(1);
  const launches = effects().filter((effect) => effect.startsWith('launch'));
  expect(launches.toSorted()).toEqual(['launch api', 'launch db', 'launch other', 'launch web']);
  expect(rig.record.rows("SELECT key FROM recoveries WHERE reason = 'group_restart'")).toEqual([]);
});

test('it is recorded as such, and counted against none of its members', async () => {
  createGroup('one_for_all');
  await rig.calm();
  endOne('api');
  await rig.ticks(1);
  const recoveries = rig.record.rows('SELECT key, reason, outcome FROM recoveries ORDER BY key');
  expect(recoveries).toEqual(
    ['api', 'db', 'web'].map((key) => ({ key, reason: 'group_restart', outcome: 'started' })),
  );
  const { world } = rig.begin();
  expect(KEYS.map((key) => world.memory.states.get(key)?.restarts.attempts.length)).toEqual([0, 0, 0]);
  expect(world.memory.brakes.groups.site?.restarts.attempts).toHaveLength(1);
});

test('a member that does not start keeps back those that depend on it, and the others are started', async () => {
  createGroup('one_for_all');
  await rig.calm();
  rig.host.programs.set('api', { exitCode: 3 });
  endOne('db');
  await rig.ticks(1);
  expect(effects()).toEqual(['end web', 'end api', 'launch db', 'launch api']);
  expect(rig.record.rows("SELECT outcome FROM recoveries WHERE key = 'web'")).toEqual([
    { outcome: 'failed' },
  ]);
});

test('a group that is restarted too often is given up, told once', async () => {
  createGroup('one_for_all');
  await rig.calm();
  endOne('db');
  for (let tick = 0; tick < 12; tick += 1) {
    // Never in the same way: that would give up the member itself.
    rig.host.programs.set('db', { exitCode: 3 + (tick % 2) });
    await rig.ticks(1, 10);
  }
  expect(rig.host.effects.filter((effect) => effect === 'launch db')).toHaveLength(5);
  expect(rig.told().filter((words) => words.includes('given_up'))).toEqual(['host given_up']);
});

test('wherever an invocation dies, the next one goes on in the same order, and nobody lives twice', async () => {
  let isEnough = false;
  for (let last = 1; !isEnough; last += 3) {
    createGroup('one_for_all');
    await rig.calm();
    endOne('api');
    rig.host.clock.pass(30);
    const life = createLife(last);
    await rig
      .begin(life)
      .run()
      .catch((error: unknown) => {
        if (!(error instanceof SuddenDeath)) throw error;
      });
    isEnough = !life.isOver;
    await rig.ticks(2);
    const starts = effects().filter((effect) => effect.startsWith('launch'));
    expect([last, starts]).toEqual([last, ['launch db', 'launch api', 'launch web']]);
    for (const key of KEYS) expect([last, key, rig.host.processes.of(key).length]).toEqual([last, key, 1]);
    expect(rig.record.rows('SELECT id FROM recoveries WHERE ended_at IS NULL')).toEqual([]);
  }
});
