// Which process is taken for a service that says how it is found; never one of several, never somebody else's.

import type { ProcessFacts } from '../../../src/core/process.ts';
import { searchByCommand, searchByKey, type Wanted } from '../../../src/core/search.ts';
import { type PidfileWord, searchByPidfile } from '../../../src/core/search-pidfile.ts';
import type { CommandRow, PidfileReading } from '../../../src/core/searched.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, GONE, marks, UNSEEN_PROCESS } from '../../support/core/processes.ts';
import { anInstance } from '../../support/core/services.ts';

const CONFIG = '/etc/config.json';
const PRINT = 'as-configured';
const WANTED: Wanted = {
  key: 'web',
  configPath: CONFIG,
  fingerprint: () => PRINT,
  uid: 1000,
  seen: { at: at(0), pidNamespace: 1 },
  others: {
    configPath: CONFIG,
    records: new Map(),
    isConfigured: (key) => ['web', 'shop'].includes(key),
  },
  insiders: [],
};

/** Where `shop`, or a service of another key, has that process on record. */
function where(instance: Partial<ReturnType<typeof anInstance>>, key = 'shop'): Wanted {
  const records = new Map([[key, { instance: anInstance(instance), fingerprint: PRINT }]]);
  return { ...WANTED, others: { ...WANTED.others, records } };
}

const FOUND = { kind: 'found', process: expect.objectContaining({ pid: 100 }) };

describe('a pidfile', () => {
  const PATH = '/run/web.pid';

  function written(secondsAgo: number, ownerUid = 1000): PidfileReading {
    return { kind: 'read', pid: 100, ownerUid, writtenAtMs: at(-secondsAgo).wallMs };
  }

  function words(change: Partial<PidfileWord>): PidfileWord {
    return { path: PATH, reading: written(599), named: alive(aProcess(100)), exposure: undefined, ...change };
  }

  test.each<[string, Partial<PidfileWord>, object]>([
    ['that names a living process written before it names the service', {}, FOUND],
    ['of root is believed as well', { reading: written(599, 0) }, FOUND],
    [
      'that is not there means that nothing lives',
      { reading: { kind: 'missing' }, named: undefined },
      { kind: 'none', why: 'there is no pidfile /run/web.pid' },
    ],
    ['of a dead process means the same', { named: GONE }, { kind: 'none' }],
    [
      'that is older than the process may have outlived its own, or the clock was set',
      { reading: written(700) },
      { kind: 'untold', why: expect.stringMatching(/began after that was written, or the clock/) },
    ],
    [
      'that is older than the process of another service has outlived its own',
      {
        reading: written(700),
        named: alive(aProcess(100, { marks: marks({ key: 'shop', instance: 'its' }) })),
      },
      { kind: 'none', why: expect.stringMatching(/began after it was written/) },
    ],
    [
      'of the future vouches for nobody',
      { reading: written(-3600) },
      { kind: 'untold', why: expect.stringMatching(/written in the future/) },
    ],
    [
      'of the future still says that nothing lives, when its process is dead',
      { reading: written(-3600), named: GONE },
      { kind: 'none' },
    ],
    [
      'that names no number tells nothing',
      { reading: { kind: 'unusable', problem: 'empty' }, named: undefined },
      { kind: 'untold', why: '/run/web.pid: empty' },
    ],
    ['whose process cannot be looked at tells nothing', { named: UNSEEN_PROCESS }, { kind: 'untold' }],
    [
      'of somebody else may not name a process of ours',
      { reading: written(599, 1001) },
      { kind: 'untold', why: expect.stringMatching(/belongs to user 1001/) },
    ],
    [
      'may not name a process of somebody else',
      { named: alive(aProcess(100, { marks: marks({ uid: 0 }) })), reading: written(599, 0) },
      { kind: 'untold', why: expect.stringMatching(/of user 0; expected user 1000/) },
    ],
    [
      'may not name the process of another service',
      { named: alive(aProcess(100, { marks: marks({ key: 'shop', instance: 'its' }) })) },
      { kind: 'untold', why: expect.stringMatching(/belongs to "shop"/) },
    ],
    [
      'that others can write is not believed',
      { exposure: '/run is writable by everybody (mode 777)' },
      { kind: 'untold', why: expect.stringMatching(/does not vouch for pid 100: \/run is writable/) },
    ],
  ])('%s', (_, change, expected) => {
    expect(searchByPidfile(words(change), WANTED)).toMatchObject(expected);
  });

  test.each<[string, Partial<Wanted>, Partial<PidfileWord>, object]>([
    [
      'that is older than the process, whose number the service had, has outlived that for certain',
      where({ leader: { pid: 100, startTicks: 7 } }, 'web'),
      { reading: written(700) },
      { kind: 'none', why: expect.stringMatching(/began after it was written/) },
    ],
    [
      'that the last boot has left, too',
      where({ leader: { pid: 100, startTicks: 7 }, bootId: 'boot-0' }, 'web'),
      { reading: written(700) },
      { kind: 'none' },
    ],
    [
      'may not name whom another service has on record',
      where({}),
      {},
      { kind: 'untold', why: expect.stringMatching(/pid 100 is known as the process of "shop"/) },
    ],
    [
      'may not name who lives in a container',
      { insiders: [{ pid: 100, innerPid: 1, uid: 1000 }] },
      {},
      { kind: 'untold', why: expect.stringMatching(/is in another pid namespace/) },
    ],
    [
      'may mean who has that number in a container',
      { insiders: [{ pid: 7, innerPid: 100, uid: 1000 }] },
      {},
      { kind: 'untold', why: expect.stringMatching(/pid 7, .* has the number 100 in there/) },
    ],
    [
      'does not mean who has that number in a container of another user',
      { insiders: [{ pid: 7, innerPid: 100, uid: 1001 }] },
      {},
      FOUND,
    ],
  ])('%s', (_, wanted, change, expected) => {
    expect(searchByPidfile(words(change), { ...WANTED, ...wanted })).toMatchObject(expected);
  });
});

describe('a command line', () => {
  function row(process: ProcessFacts, command = 'app --serve', change: Partial<CommandRow> = {}): CommandRow {
    return { process, command, uid: process.marks?.uid, ...change };
  }

  const app = row(aProcess(100));
  const sibling = row(aProcess(101));
  const child = row(aProcess(102, { ppid: 100 }));

  test.each<[string, readonly CommandRow[], object]>([
    ['that matches shows the service', [app, row(aProcess(7), 'bash')], FOUND],
    [
      'that matches not shows nobody',
      [row(aProcess(7), 'bash')],
      {
        kind: 'none',
        why: 'no process of user 1000 lives here whose command line matches "app *"',
      },
    ],
    ['shared with its children shows the one that started them', [child, app], FOUND],
    [
      'shared with what is of its session shows the same',
      [app, row(aProcess(103, { sid: 100, ppid: 1 }))],
      FOUND,
    ],
    [
      'shared with one that has nothing to do with it shows neither',
      [app, sibling],
      { kind: 'untold', why: expect.stringMatching(/several processes .* pid 100, 101$/) },
    ],
    ['of somebody else counts for nothing', [app, row(aProcess(7, { marks: marks({ uid: 1001 }) }))], FOUND],
    [
      'of another service counts for nothing',
      [app, row(aProcess(7, { marks: marks({ key: 'shop' }) }))],
      FOUND,
    ],
    [
      'of a recovery script counts for nothing',
      [app, row(aProcess(7, { marks: marks({ step: 's' }) }))],
      FOUND,
    ],
    ['of the kernel counts for nothing', [row(aProcess(7, { kernelThread: true }))], { kind: 'none' }],
    [
      'of nobody knows whom tells nothing',
      [row(aProcess(7, { marks: undefined }))],
      { kind: 'untold', why: expect.stringMatching(/whose process pid 7 is/) },
    ],
    [
      'of one that hides its environment, though not whose it is, counts',
      [row(aProcess(100, { marks: undefined }), undefined, { uid: 1000 })],
      FOUND,
    ],
  ])('%s', (_, rows, expected) => {
    expect(searchByCommand('app *', rows, WANTED)).toMatchObject(expected);
  });

  const started = (change: Partial<ReturnType<typeof marks>>) =>
    row(aProcess(100, { marks: marks({ instance: 'its', config: CONFIG, ...change }) }));

  test.each<[string, readonly CommandRow[], Partial<Wanted>, object]>([
    [
      'in a container is nobody’s',
      [app],
      { insiders: [{ pid: 100, innerPid: 9, uid: 1000 }] },
      { kind: 'none' },
    ],
    [
      'in a container that we have started it in is the service’s',
      [started({ key: 'web' })],
      { insiders: [{ pid: 100, innerPid: 9, uid: 1000 }] },
      FOUND,
    ],
    [
      'that is that of another service’s process tells nothing',
      [app],
      where({}),
      { kind: 'untold', why: expect.stringMatching(/pid 100 is known as the process of "shop"/) },
    ],
    [
      'of a process that another service had in another boot is not that one’s',
      [app],
      where({ bootId: 'boot-0' }),
      FOUND,
    ],
    [
      'of a service with this key in another config counts for nothing',
      [started({ key: 'web', config: '/x.json' })],
      {},
      { kind: 'none' },
    ],
    [
      'of what was started under a key that is no more tells nothing',
      [started({ key: 'site' })],
      {},
      { kind: 'untold', why: expect.stringMatching(/was started as "site", which the config has no more/) },
    ],
    [
      'of what another config has started under some key counts for nothing',
      [started({ key: 'site', config: '/x.json' })],
      {},
      { kind: 'none' },
    ],
  ])('%s', (_, rows, wanted, expected) => {
    expect(searchByCommand('app *', rows, { ...WANTED, ...wanted })).toMatchObject(expected);
  });
});

describe('without either, what this config has started', () => {
  const carrier = (pid: number, instance = 'a', change = {}) =>
    aProcess(pid, { marks: marks({ key: 'web', instance, config: CONFIG, ...change }) });

  test.each<[string, readonly ProcessFacts[], object]>([
    ['is known by its key', [carrier(100), aProcess(7)], FOUND],
    ['is not there when nobody carries that', [aProcess(7)], { kind: 'none' }],
    ['is not what another config has started', [carrier(7, 'a', { config: '/x.json' })], { kind: 'none' }],
    [
      'may be another config’s where it names none',
      [carrier(7, 'a', { config: undefined })],
      { kind: 'untold', why: expect.stringMatching(/pid 7 carries its key, and names no config/) },
    ],
    ['is not what somebody else has started', [carrier(7, 'a', { uid: 1001 })], { kind: 'none' }],
    ['is one tree', [carrier(100), carrier(102)], FOUND],
    ['cannot be told of two', [carrier(100), carrier(102, 'b')], { kind: 'untold' }],
  ])('%s', (_, table, expected) => {
    expect(searchByKey(table, WANTED)).toMatchObject(expected);
  });

  test('may be what it has started under a key that is no more, when that ran the same', () => {
    const table = [carrier(100, 'a', { key: 'site' })];
    expect(searchByKey(table, WANTED)).toMatchObject({ kind: 'none' });
    expect(searchByKey(table, where({ leader: { pid: 7, startTicks: 7 } }, 'site'))).toMatchObject({
      kind: 'untold',
      why: expect.stringMatching(/was started as "site"/),
    });
  });
});
