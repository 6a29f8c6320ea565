// Where the number comes from by which a service is seen to get on, against real files, programs and databases.

import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ProgressSource } from '../../../src/config/measured-probes.ts';
import type { Reading } from '../../../src/core/checks/reading.ts';
import { aCheck } from '../../support/core/checks.ts';
import { look } from '../../support/look.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { writeHeartbeat } from '../../support/toy-service.ts';

const folder = temporaryFolder('progress');
const path = (...names: readonly string[]) => join(folder, ...names);

function fetch(
  source: ProgressSource,
  { timeoutSeconds = 20, after }: { timeoutSeconds?: number; after?: Reading } = {},
) {
  const probe = { kind: 'progress', source, minIncrease: undefined, withinSeconds: 60 } as const;
  const heartbeatPath = path('web.json');
  return look(aCheck({ probe, timeoutSeconds }), { folder, heartbeatPath, ...(after && { after }) });
}

function reached(value: number) {
  return { kind: 'passed', mark: expect.objectContaining({ value }) };
}

function unknown(why: RegExp) {
  return { kind: 'unknown', detail: expect.stringMatching(why) };
}

describe('a heartbeat', () => {
  test('tells its progress and its iteration', async () => {
    writeHeartbeat(path('web.json'), 'web', { pid: 7, iteration: 12, progress: 0.5 });
    expect(await fetch({ kind: 'heartbeat', field: 'iteration' })).toMatchObject(reached(12));
    expect(await fetch({ kind: 'heartbeat', field: 'progress' })).toMatchObject(reached(0.5));
  });

  test('that tells none leaves it unknown', async () => {
    writeHeartbeat(path('web.json'), 'web', { pid: 7 });
    expect(await fetch({ kind: 'heartbeat', field: 'progress' })).toMatchObject(unknown(/tells no progress/));
    writeFileSync(path('web.json'), '');
    expect(await fetch({ kind: 'heartbeat', field: 'progress' })).toMatchObject(unknown(/no heartbeat/));
  });
});

describe('a file', () => {
  test('is as large and as new as it is', async () => {
    writeFileSync(path('out'), '12345');
    utimesSync(path('out'), 1000, 2000);
    expect(await fetch({ kind: 'file', path: path('out'), measure: 'size' })).toMatchObject(reached(5));
    expect(await fetch({ kind: 'file', path: path('out'), measure: 'mtime' })).toMatchObject(reached(2000));
  });

  test('that is not there yet has not got on', async () => {
    expect(await fetch({ kind: 'file', path: path('none'), measure: 'size' })).toMatchObject(reached(0));
  });
});

describe('files of one pattern', () => {
  test('in a folder that is not there cannot be told, for it may be yet to be mounted', async () => {
    for (const measure of ['count', 'newest'] as const)
      expect(await fetch({ kind: 'glob', pattern: path('run-3/*'), measure })).toMatchObject(
        unknown(/ENOENT.*run-3/),
      );
  });

  beforeAll(() => {
    for (const [name, time] of [
      ['run-1/step-1.pt', 1000],
      ['run-1/step-2.pt', 3000],
      ['run-2/step-1.pt', 2000],
      ['run-2/step-1.tmp', 9000],
      ['run-2/.step-9.pt', 9000],
    ] as const) {
      mkdirSync(path(name, '..'), { recursive: true });
      writeFileSync(path(name), '');
      utimesSync(path(name), time, time);
    }
  });

  test.each<[string, number, number]>([
    ['run-1/step-*.pt', 2, 3000],
    ['run-?/step-*.pt', 3, 3000],
    ['run-*/*.pt', 3, 3000],
    ['run-*/.*.pt', 1, 9000],
    ['run-2/step-1.pt', 1, 2000],
    ['*/(step)*', 0, 0],
  ])('%s are counted, and the newest is found', async (pattern, count, newest) => {
    expect(await fetch({ kind: 'glob', pattern: path(pattern), measure: 'count' })).toMatchObject(
      reached(count),
    );
    expect(await fetch({ kind: 'glob', pattern: path(pattern), measure: 'newest' })).toMatchObject(
      reached(newest),
    );
  });
});

describe('a command', () => {
  const run = (line: string, timeoutSeconds?: number) =>
    fetch(
      { kind: 'command', command: { kind: 'shell', line } },
      { ...(timeoutSeconds && { timeoutSeconds }) },
    );

  test.each<[string, string, object]>([
    ['tells by its last line', 'echo so far:; echo 42.5', reached(42.5)],
    ['may complain meanwhile', 'echo -n 1; echo 99 >&2; echo 2; echo beware >&2', reached(12)],
    ['that tells no number leaves it unknown', 'echo many', unknown(/^no number: "many"$/)],
    ['that tells nothing does so as well', 'true', unknown(/^no number: ""$/)],
    ['so does one that fails', 'echo 7; exit 3', unknown(/^no number: exit 3: 7$/)],
    ['and says why', 'echo 7; echo lost >&2; exit 3', unknown(/^no number: exit 3: lost$/)],
  ])('%s', async (_, line, expected) => {
    expect(await run(line)).toMatchObject(expected);
  });

  test('that takes too long leaves it unknown, for that tells nothing of the service', async () => {
    expect(await run('sleep 100', 0.5)).toMatchObject(unknown(/no number within/));
  });
});

describe('a database', () => {
  const file = path('jobs.db');
  const ask = (query: string) => fetch({ kind: 'sqlite', path: file, query });
  let database: Database.Database;
  beforeAll(() => {
    database = new Database(file);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE done (id INTEGER)');
    database.exec('INSERT INTO done VALUES (3), (8)');
  });
  afterAll(() => database.close());

  test.each<[string, string, object]>([
    ['tells the first value', 'SELECT max(id), 99 FROM done', reached(8)],
    ['tells 0 where there is none', 'SELECT max(id) FROM done WHERE id > 99', reached(0)],
    ['is not written', 'INSERT INTO done VALUES (9) RETURNING id', unknown(/readonly/)],
    [
      'is asked nothing that gives no rows',
      'DELETE FROM done',
      unknown(/only for statements that return data/),
    ],
    ['that does not understand leaves it unknown', 'SELECT max(it) FROM done', unknown(/no such column/)],
    ['that tells words leaves it unknown', "SELECT 'many'", unknown(/^no number: "NaN"$/)],
  ])('%s', async (_, query, expected) => {
    expect(await ask(query)).toMatchObject(expected);
  });

  test('is asked while somebody writes', async () => {
    database.exec('BEGIN IMMEDIATE; INSERT INTO done VALUES (10)');
    expect(await ask('SELECT max(id) FROM done')).toMatchObject(reached(8));
    database.exec('COMMIT');
    expect(await ask('SELECT max(id) FROM done')).toMatchObject(reached(10));
  });

  test('whose answer never comes is given up at the deadline', async () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
    const source = { kind: 'sqlite', path: file, query: endless } as const;
    expect(await fetch(source, { timeoutSeconds: 1 })).toMatchObject(unknown(/within/));
  });

  test('that is not there is not made', async () => {
    expect(await fetch({ kind: 'sqlite', path: path('none.db'), query: 'SELECT 1' })).toMatchObject(
      unknown(/unable to open/),
    );
  });
});

test('what was reached before is what it is compared with', async () => {
  const source = { kind: 'command', command: { kind: 'argv', argv: ['echo', '5'] } } as const;
  const after = { kind: 'passed', detail: '', mark: { value: 5, monotonicMs: -1e6, bootId: '' } } as const;
  const first = await fetch(source, { after });
  expect(first).toMatchObject(reached(5));
  const long = { ...first, mark: { ...first.mark, monotonicMs: Number(first.mark?.monotonicMs) - 61_000 } };
  expect(await fetch(source, { after: long })).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/^it stands at 5 for 61/),
  });
});
