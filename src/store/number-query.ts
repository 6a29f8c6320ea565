// The program that asks a number of a database that is not ours: in a process of its own, so that neither a query without end nor
// a damaged file can harm us, and that it can be run as somebody else. Knows not what the number is for.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSqlite } from './find-sqlite.ts';

const PROGRAM = `
const [sqlite, path, query] = process.argv.slice(1);
try {
  const database = new (require(sqlite))(path, { readonly: true, fileMustExist: true });
  console.log(Number(database.prepare(query).pluck().get() ?? 0));
} catch ({ message }) {
  console.log(message);
  process.exitCode = 1;
}`;

/** The words of a command that prints the first value of the first row that a SELECT finds, 0 for none; it can write nothing. */
export function numberQuery(path: string, query: string): readonly string[] {
  const { folder } = findSqlite(dirname(fileURLToPath(import.meta.url)));
  return [process.execPath, '-e', PROGRAM, '--', folder, path, query];
}
