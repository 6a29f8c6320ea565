// What an earlier version has written is there in this one.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../../src/store/migrations.ts';
import { SCHEMAS } from '../../../src/store/schema.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The version before requests were told for how long, and why. */
const BEFORE_TERMS = SCHEMAS.findIndex((sql) => sql.includes('further_requests'));

function ofVersion(version: number): Database.Database {
  const database = new Database(join(temporaryFolder('old'), 'watchdog.db'));
  for (const sql of SCHEMAS.slice(0, version)) database.exec(sql);
  database.pragma(`user_version = ${version}`);
  return database;
}

test('a request of an earlier version is still pending, and no number is given twice', () => {
  const database = ofVersion(BEFORE_TERMS);
  const insert =
    "INSERT INTO requests (kind, key, made_by, made_at, status) VALUES ('off', ?, 'ann', 1, 'pending')";
  for (const key of ['web', 'api', 'db']) database.prepare(insert).run(key);
  database.exec('DELETE FROM requests WHERE id <> 1');
  migrate(database);
  expect(database.prepare('SELECT id, key, reason FROM requests').all()).toEqual([
    { id: 1, key: 'web', reason: null },
  ]);
  expect(database.prepare(insert).run('next').lastInsertRowid).toBe(4);
  database.close();
});

test('what was asked of an earlier version, all of it pruned since, lends no number to a new request', () => {
  const database = ofVersion(BEFORE_TERMS);
  database.exec(
    "INSERT INTO requests (kind, made_by, made_at, status) VALUES ('off', 'ann', 1, 'done'); DELETE FROM requests",
  );
  migrate(database);
  const insert = "INSERT INTO requests (kind, made_by, made_at, status) VALUES ('hold', 'ann', 1, 'pending')";
  expect(database.prepare(insert).run().lastInsertRowid).toBe(2);
  database.close();
});
