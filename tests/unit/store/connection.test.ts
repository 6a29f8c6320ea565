// How transactions meet one another, and what their failures become.

import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { connect, openFile } from '../../../src/store/connection.ts';
import { createStoreRig, type StoreRig } from '../../support/store-rig.ts';

let rig: StoreRig;
let copy: string;
beforeEach(() => {
  rig = createStoreRig();
  rig.ready();
  rig.end();
  copy = `${rig.folder}/copy.db`;
  copyFileSync(rig.path, copy);
});

test('S9 who writes keeps other writers out from the start, so that what it read first is still true', () => {
  const connection = connect(openFile(copy), copy);
  const other = new Database(copy, { timeout: 0 });
  connection.write(() => {
    connection.statement('SELECT count(*) FROM meta').get();
    expect(() => other.exec("INSERT INTO meta VALUES ('a', 1)")).toThrow(/locked/);
    connection.statement("INSERT INTO meta VALUES ('b', 2)").run();
  });
  other.exec("INSERT INTO meta VALUES ('c', 3)");
  other.close();
  connection.close();
});

test('what is read is of one instant, and keeps no writer out', () => {
  const connection = connect(openFile(copy), copy);
  const other = new Database(copy, { timeout: 0 });
  const count = () => connection.statement<{ n: number }>('SELECT count(*) AS n FROM meta').get()?.n;
  const before = count() ?? 0;
  connection.read(() => {
    count();
    other.exec("INSERT INTO meta VALUES ('a', 1)");
    expect(count()).toBe(before);
  });
  expect(count()).toBe(before + 1);
  other.close();
  connection.close();
});

test('a failure of the database tells where, what and what to do; a mistake of ours stays one', () => {
  const connection = connect(openFile(copy, { timeout: 0 }), copy);
  const other = new Database(copy);
  other.exec('BEGIN IMMEDIATE');
  const attempt = () => connection.write(() => undefined);
  expect(attempt).toThrow(
    `${copy}: another program keeps it locked (SQLITE_BUSY); expected short transactions only`,
  );
  expect(attempt).toThrow(expect.objectContaining({ code: 'store', hint: expect.stringContaining('Close') }));
  other.close();
  expect(() => connection.read(() => connection.statement('SELECT nonsense'))).toThrow(
    expect.objectContaining({ code: 'SQLITE_ERROR' }),
  );
  connection.close();
});
