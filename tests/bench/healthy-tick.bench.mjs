// What a healthy tick writes, whatever the number of services: rows, and flushes to the disk as strace counts them.
// Run alone, it prints its rows.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { checkOf, withHealthyServices } from './support/healthy-services.mjs';
import { runNode } from './support/medians.mjs';

const SIZES = [10, 1000];
// The commit flushes the log, and with it the log's new header and its folder: 3. SQLite folds the log into the database
// when that is closed, which flushes both: 2 more. What counts is that it is the same for any number of services.
const FLUSHES_A_TICK = 5;

/** Rows of name, value, unit and budget. */
export async function measure() {
  return withHealthyServices((make) => SIZES.flatMap((count) => rowsFor(make(count), count)));
}

function rowsFor(folder, count) {
  runNode(checkOf(folder));
  const before = rowCount(folder);
  runNode(checkOf(folder));
  const written = rowCount(folder) - before;
  return [
    { name: `rows that a healthy tick of ${count} writes`, value: written, unit: 'rows', budget: 1 },
    {
      name: `flushes of a healthy tick of ${count}`,
      value: flushes(folder),
      unit: 'fsync',
      budget: FLUSHES_A_TICK,
    },
  ];
}

function rowCount(folder) {
  const database = new Database(join(folder, 'watchdog.db'), { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return tables.reduce(
      (sum, name) => sum + database.prepare(`SELECT count(*) FROM "${name}"`).pluck().get(),
      0,
    );
  } finally {
    database.close();
  }
}

/** Undefined where there is no strace. */
function flushes(folder) {
  const log = join(folder, 'strace.txt');
  const args = ['-f', '-e', 'trace=fsync,fdatasync', '-o', log, process.execPath, ...checkOf(folder)];
  if (spawnSync('strace', args).status !== 0) return undefined;
  return readFileSync(log, 'utf8').match(/f(data)?sync\(/g)?.length ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
