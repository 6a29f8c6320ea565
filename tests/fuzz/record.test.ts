// The record, written by whoever can open it: the tables refuse what has no type of theirs, and whatever text they take is read.

import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createStoreRig } from '../support/store-rig.ts';
import { texts } from './nasty.ts';
import { TEXTS } from './parsers.ts';

const value = fc.oneof(
  texts(...TEXTS),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

test('a request of any words is read, or was never taken', () => {
  const rig = createStoreRig();
  const { requests } = rig.ready();
  const database = new Database(rig.path);
  const insert = database.prepare(
    'INSERT INTO requests (kind, key, made_by, made_at, status, message) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const row = fc.tuple(fc.constantFrom('on', 'off', 'x'), value, value, value, fc.constant('pending'), value);
  fc.assert(
    fc.property(row, (values) => {
      const id = orUndefined(() => Number(insert.run(...values).lastInsertRowid));
      expect(requests.pending().map((it) => it.id)).toEqual(id === undefined ? [] : [id]);
      if (id !== undefined) requests.withdraw(id);
    }),
    { numRuns: 300 },
  );
  database.close();
});

test('a service of any state is read, or was never taken', () => {
  const rig = createStoreRig();
  const { store } = rig.ready();
  const database = new Database(rig.path);
  database.exec("INSERT INTO services (key) VALUES ('web')");
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('services') WHERE name NOT IN ('key', 'number')")
    .all() as readonly { name: string }[];
  const change = fc.tuple(fc.constantFrom(...columns.map(({ name }) => name)), value);
  fc.assert(
    fc.property(change, ([column, content]) => {
      orUndefined(() => database.prepare(`UPDATE services SET ${column} = ?`).run(content));
      expect([...store.loadStates().keys()]).toEqual(['web']);
    }),
    { numRuns: 300 },
  );
  database.close();
});

function orUndefined<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
