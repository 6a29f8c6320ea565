// Opening: a fresh database, an old friend, somebody else's, a damaged one.

import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { takeGuard } from '../../../src/store/guard.ts';
import { readHolder, recordHolder } from '../../../src/store/holder.ts';
import { openRequestBox } from '../../../src/store/open-request-box.ts';
import { openReader } from '../../../src/store/reader.ts';
import { SCHEMAS } from '../../../src/store/schema.ts';
import { setAside } from '../../../src/store/set-aside.ts';
import {
  createStoreRig,
  fullState,
  healthyMarks,
  momentAt,
  type StoreRig,
  tickOf,
} from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const siblings = () => readdirSync(dirname(rig.path)).sort();

describe('a fresh database', () => {
  test('is created with its folder, closed to others, whatever the umask', () => {
    const former = process.umask(0);
    try {
      rig.ready();
      expect(process.umask()).toBe(0);
    } finally {
      process.umask(former);
    }
    expect([modeOf(dirname(rig.path)), modeOf(rig.path), modeOf(`${rig.path}-guard`)]).toEqual([
      '750',
      '640',
      '640',
    ]);
  });

  test('commits durably, to a write-ahead log, with an identity of its own', () => {
    rig.ready();
    const database = new Database(rig.path);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('application_id', { simple: true })).toBe(0x57444f47);
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMAS.length);
    database.close();
  });

  test('leaves nothing of the log behind when it is closed', () => {
    rig.ready().store.commitTick(tickOf(0));
    rig.end();
    expect(siblings()).toEqual(['watchdog.db', 'watchdog.db-guard']);
  });
});

describe('a database of somebody else', () => {
  test('with a newer schema is left alone', () => {
    rig.ready();
    rig.end();
    rig.meddle('PRAGMA user_version = 99');
    const before = readFileSync(rig.path);
    expect(rig.open()).toMatchObject({ kind: 'unusable', trouble: 'newer', reader: undefined });
    rig.end();
    expect(readFileSync(rig.path).equals(before)).toBe(true);
    expect(openReader(rig.path)).toMatchObject({ kind: 'unusable', trouble: 'newer' });
  });

  test('of another program is left alone, its journal mode included', () => {
    mkdirSync(dirname(rig.path), { recursive: true });
    rig.meddle('CREATE TABLE customers (name TEXT)');
    const before = readFileSync(rig.path);
    const opened = rig.open();
    expect(opened).toMatchObject({ kind: 'unusable', trouble: 'foreign' });
    expect(opened.kind === 'unusable' && opened.error.message).toContain('belongs to another program');
    rig.end();
    expect(readFileSync(rig.path).equals(before)).toBe(true);
  });

  test('that the Python reference wrote is moved aside whole, and nothing counts as lost', () => {
    mkdirSync(dirname(rig.path), { recursive: true });
    rig.meddle(`CREATE TABLE process_state (process_key TEXT PRIMARY KEY);
      CREATE TABLE check_history (id INTEGER PRIMARY KEY); INSERT INTO check_history VALUES (7)`);
    const { store, aside } = rig.ready();
    expect(aside?.reason).toBe('reference');
    expect(store.observeOnlyTicks()).toBe(0);
    const kept = new Database(aside?.movedTo, { readonly: true });
    expect(kept.prepare('SELECT id FROM check_history').pluck().all()).toEqual([7]);
    kept.close();
  });
});

describe('a file that is no database of ours', () => {
  const NOTES = 'Remember the milk, and to write a config. '.repeat(40);
  const strangers: [string, () => void][] = [
    ['of text', () => writeFileSync(rig.path, NOTES)],
    ['of text that is shorter than a header', () => writeFileSync(rig.path, 'milk')],
    ['of noise', () => writeFileSync(rig.path, Buffer.alloc(9000, 0xa5))],
    [
      'that is a damaged database of another program',
      () => {
        rig.meddle('PRAGMA application_id = 7; CREATE TABLE customers (name TEXT)');
        truncateSync(rig.path, 4096);
      },
    ],
  ];

  test.each(strangers)('%s is refused at every opening, and left where it is', (_, write) => {
    mkdirSync(dirname(rig.path), { recursive: true });
    write();
    const before = readFileSync(rig.path);
    for (let opening = 1; opening <= 2; opening += 1) {
      const opened = rig.open();
      expect(opened).toMatchObject({ kind: 'unusable', trouble: 'foreign', reader: undefined });
      expect(opened.kind === 'unusable' && opened.error.hint).toContain('Set another db_path');
      rig.end();
    }
    expect(openReader(rig.path)).toMatchObject({ kind: 'unusable', trouble: 'foreign' });
    expect(() => openRequestBox(rig.path)).toThrow(expect.objectContaining({ code: 'store' }));
    expect(readFileSync(rig.path).equals(before)).toBe(true);
    expect(siblings()).toEqual(['watchdog.db', 'watchdog.db-guard']);
  });
});

describe('a damaged database', () => {
  const holder = { pid: 4242, startTicks: 99, bootId: 'boot-a', pidNamespace: 1, sinceMs: 5, dueMs: 7 };
  beforeEach(() => {
    rig.ready().store.commitTick(tickOf(0, { states: new Map([['web', fullState()]]) }));
    recordHolder(rig.path, holder);
    rig.end();
  });

  const damages: [string, () => void][] = [
    ['whose header was overwritten', () => overwrite(0, 100)],
    ['that is all noise', () => writeFileSync(rig.path, Buffer.alloc(9000, 0xa5))],
    ['whose tables were overwritten', () => overwrite(100, 3996)],
    ['that was cut off', () => truncateSync(rig.path, 4096)],
  ];

  test('is still known for ours by its own mark when nothing lies beside it', () => {
    for (const name of siblings().filter((found) => found !== 'watchdog.db'))
      rmSync(join(dirname(rig.path), name));
    truncateSync(rig.path, 4096);
    expect(rig.ready().aside?.reason).toBe('corrupt');
  });

  test.each(damages)('%s is moved aside and replaced; three ticks then only observe', (_, damage) => {
    damage();
    const { store, aside } = rig.ready();
    expect(aside).toEqual({
      reason: 'corrupt',
      movedTo: expect.stringMatching(/watchdog\.db\.\d+T\d+Z\.corrupt$/),
    });
    expect(existsSync(aside?.movedTo ?? '')).toBe(true);
    expect(store.loadStates().size).toBe(0);
    expect(rig.rows('SELECT kind FROM events')).toEqual([{ kind: 'database_replaced' }]);
    const countdown = [0, 1, 2, 3, 4].map((minute) => {
      const left = store.observeOnlyTicks();
      store.commitTick(tickOf(minute));
      return left;
    });
    expect(countdown).toEqual([3, 2, 1, 0, 0]);
  });

  test('takes its log with it, so that no new database takes that up', () => {
    writeFileSync(`${rig.path}-wal`, 'old log');
    writeFileSync(`${rig.path}-shm`, 'old index');
    const movedTo = setAside(rig.path, 'corrupt');
    expect(readFileSync(`${movedTo}-wal`, 'utf8')).toBe('old log');
    expect(readFileSync(`${movedTo}-shm`, 'utf8')).toBe('old index');
    expect(existsSync(movedTo)).toBe(true);
    expect(siblings().filter((name) => !name.includes('.corrupt'))).toEqual([
      'watchdog.db-guard',
      'watchdog.db-holder',
    ]);
  });

  test('whose damage shows only later fails that tick, and is tested and replaced by the next invocation', () => {
    const { root } = rig.rows("SELECT rootpage AS root FROM sqlite_schema WHERE name = 'services'")[0] as {
      root: number;
    };
    overwrite((root - 1) * 4096, 4096);
    const { store } = rig.ready();
    expect(() => store.loadStates()).toThrow(expect.objectContaining({ code: 'store' }));
    rig.end();
    expect(siblings()).toContain('watchdog.db-suspect');
    expect(rig.ready().aside?.reason).toBe('corrupt');
    rig.end();
    expect(siblings()).not.toContain('watchdog.db-suspect');
    expect(rig.ready().aside).toBeUndefined();
  });

  test('is kept when the suspicion was wrong', () => {
    writeFileSync(`${rig.path}-suspect`, '');
    const { store, aside } = rig.ready();
    expect(aside).toBeUndefined();
    expect(store.loadStates().size).toBe(1);
    expect(siblings()).not.toContain('watchdog.db-suspect');
  });
});

describe('reading without the lease', () => {
  test('sees what the holder has committed, while it works and after', () => {
    const { store } = rig.ready();
    store.commitTick(tickOf(0, { marks: healthyMarks(1), states: new Map([['service-0', fullState()]]) }));
    expect(read()).toEqual(expected);
    rig.end();
    const before = siblings();
    expect(read()).toEqual(expected);
    expect(siblings()).toEqual(before);
  });

  test('finds no database, and makes none', () => {
    expect(openReader(rig.path)).toMatchObject({ kind: 'unusable', trouble: 'missing' });
    expect(existsSync(dirname(rig.path))).toBe(false);
  });

  test('does not keep the holder from writing', () => {
    const { store } = rig.ready();
    store.commitTick(tickOf(0));
    const opened = openReader(rig.path);
    store.commitTick(tickOf(1));
    if (opened.kind === 'ready') opened.reader.close();
    expect(opened.kind).toBe('ready');
  });

  const expected = {
    states: new Map([['service-0', fullState()]]),
    at: momentAt(0),
    verdict: 'healthy',
    left: [],
  };
  const read = () => {
    const opened = openReader(rig.path);
    if (opened.kind !== 'ready') throw opened.error;
    const { reader } = opened;
    const states = reader.loadStates();
    const verdict = reader.lastMarks().get('service-0')?.verdict;
    const found = { states, at: reader.lastTickAt(), verdict, left: reader.unfinishedRecoveries() };
    reader.close();
    return found;
  };
});

test('one database has one guard, by whatever name it is reached', () => {
  rig.ready();
  const link = join(rig.folder, 'link');
  symlinkSync(dirname(rig.path), link);
  symlinkSync(rig.path, join(rig.folder, 'other.db'));
  expect(takeGuard(join(link, 'watchdog.db'))).toBe('held');
  expect(takeGuard(join(rig.folder, 'other.db'))).toBe('held');
});

test('a guard file with something in it is named, with what to do', () => {
  mkdirSync(dirname(rig.path), { recursive: true });
  writeFileSync(`${rig.path}-guard`, 'not a lock at all, but long enough to have a header'.repeat(30));
  const taken = takeGuard(rig.path);
  if (taken === 'held' || !('error' in taken)) throw new Error('it was taken');
  expect(taken.error.message).toContain('watchdog.db-guard: it is no empty file');
  expect(taken.error.hint).toContain('Remove that file');
});

test('who holds the lease can be told, and an unfinished word of it is no word', () => {
  const holder = { pid: 4242, startTicks: 99, bootId: 'boot-a', pidNamespace: 1, sinceMs: 5, dueMs: 7 };
  rig.ready();
  expect(readHolder(rig.path)).toBeUndefined();
  recordHolder(rig.path, holder);
  expect(readHolder(rig.path)).toEqual(holder);
  const half = openSync(`${rig.path}-holder`, 'r');
  recordHolder(rig.path, { ...holder, dueMs: 8 });
  // Whoever was about to read the former one reads all of it.
  expect(JSON.parse(readFileSync(half, 'utf8'))).toEqual(holder);
  closeSync(half);
  expect(readHolder(rig.path)).toEqual({ ...holder, dueMs: 8 });
  writeFileSync(`${rig.path}-holder`, '{"pid":');
  expect(readHolder(rig.path)).toBeUndefined();
});

function overwrite(offset: number, length: number): void {
  const bytes = readFileSync(rig.path);
  bytes.fill(0xa5, offset, offset + length);
  writeFileSync(rig.path, bytes);
}
