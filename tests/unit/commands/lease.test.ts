// The right to act: at most one has it, and what keeps somebody from it is told for what it is.

import { rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { exitOfCheck } from '../../../src/cli/exit-codes.ts';
import { ask } from '../../../src/commands/ask.ts';
import { awaitHandOver } from '../../../src/commands/await-hand-over.ts';
import { check } from '../../../src/commands/check.ts';
import { takeLease } from '../../../src/commands/lease.ts';
import { openWorld } from '../../../src/commands/open-world.ts';
import { recordHolder } from '../../../src/store/holder.ts';
import { openRequestBox } from '../../../src/store/open-request-box.ts';
import { type CommandRig, createCommandRig } from '../../support/command-rig.ts';
import { eventually } from '../../support/eventually.ts';

let rig: CommandRig;
beforeEach(() => {
  rig = createCommandRig();
});

const ONCE = { dryRun: false, everyMs: undefined, forMs: undefined, exitOf: exitOfCheck };
const BROKEN = expect.stringContaining('the lock could not be made');
const BRIEFLY = { dryRun: false, everyMs: 100, forMs: 100, exitOf: exitOfCheck };

/** Makes the database one that only a later version can use. */
function outdate(): void {
  const database = new Database(rig.config.dbPath);
  database.pragma('user_version = 99');
  database.close();
}

/** Puts a file where the folder of the lock should be. */
function breakLock(): void {
  rmSync(rig.path('locks'), { recursive: true, force: true });
  writeFileSync(rig.path('locks'), '');
}

describe('the lease', () => {
  test('is held by one at a time, and free again when given back', () => {
    const lease = rig.hold();
    expect(takeLease(rig.config)).toEqual({ kind: 'held', holder: undefined });
    lease.release();
    rig.hold();
  });

  test('is not held by who could not make the lock: the next one tells the same', () => {
    breakLock();
    const failure = { kind: 'failed', why: expect.stringContaining('locks/lock.lock') };
    expect(takeLease(rig.config)).toMatchObject(failure);
    expect(takeLease(rig.config)).toMatchObject(failure);
    rmSync(rig.path('locks'));
    rig.hold();
  });

  test('is not held by who cannot use the database', () => {
    rig.hold().release();
    outdate();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const outcome = takeLease(rig.config);
      expect(outcome).toMatchObject({ kind: 'unusable', error: { code: 'store' } });
      if (outcome.kind === 'unusable') outcome.reader?.close();
    }
  });
});

describe('a check', () => {
  test('that finds it held leaves, and says so only to who debugs', async () => {
    openWorld(rig.config, rig.hold(), rig.surroundings);
    expect(await check(ONCE, rig.surroundings)).toMatchObject({ kind: 'held' });
    expect(rig.log).toEqual([{ level: 'DEBUG', message: 'another invocation holds the lease' }]);
  });

  test('that cannot make the lock says why', async () => {
    breakLock();
    expect(await check(ONCE, rig.surroundings)).toMatchObject({ kind: 'lock_failed' });
  });

  test('that cannot use the database only looks', async () => {
    rig.hold().release();
    outdate();
    expect(await check(ONCE, rig.surroundings)).toMatchObject({
      kind: 'checked',
      observedOnly: { code: 'store' },
      services: [{ key: 'web', verdict: 'no_heartbeat' }, { key: 'db' }],
    });
  });

  test('that repeats takes over as soon as the holder lets go', async () => {
    const lease = rig.hold();
    setTimeout(() => lease.release(), 200);
    expect(await check(BRIEFLY, rig.surroundings)).toMatchObject({ kind: 'checked' });
  });

  test.each([
    ['whose lock cannot be made', breakLock, { kind: 'lock_failed' }],
    ['whose database cannot be used', outdate, { kind: 'checked', observedOnly: { code: 'store' } }],
  ])('that repeats and is handed a lease %s says so', async (_, spoil, report) => {
    const lease = rig.hold();
    const done = check(BRIEFLY, rig.surroundings);
    await eventually('it waits', () => lease.requests.pending().length > 0);
    lease.release();
    spoil();
    expect(await done).toMatchObject(report);
  });
});

test('who waits for the lease to be handed over takes the request back when it gives up', async () => {
  const lease = rig.hold();
  const done = awaitHandOver(rig.config, 0, rig.surroundings);
  const [request] = await eventually('it asks', () => {
    const pending = lease.requests.pending();
    return pending.length > 0 && pending;
  });
  rig.stop();
  expect(await done).toMatchObject({ kind: 'held' });
  expect(lease.requests.get(request?.id ?? -1)).toMatchObject({ kind: 'hand_over', status: 'withdrawn' });
});

describe('what is asked', () => {
  const off = () =>
    ask({ kind: 'off', services: [{ key: 'web' }, { key: 'db' }] }, rig.config, rig.surroundings);

  test('is served by who asks when nobody holds the lease', async () => {
    expect(await off()).toEqual([
      { key: 'web', ok: true, message: 'nothing of it lived' },
      { key: 'db', ok: true, message: 'nothing of it lived' },
    ]);
    expect(rig.progress.at(-1)).toBe('2 of 2 done');
    rig.hold();
  });

  test('is told as soon as it is done, though what failed meanwhile is still being recovered', async () => {
    const service = (key: string, cleanup: string) => ({
      heartbeat_path: `${key}.json`,
      commands: { start: ['sleep', '0'], clear_db: cleanup },
    });
    const processes = {
      web: service('web', 'sleep 2'),
      db: service('db', 'while [ ! -e done ]; do sleep 0.1; done'),
    };
    rig.configure({ check_interval_seconds: 1, consecutive_failures_threshold: 1, processes });
    const asked = ask({ kind: 'restart', services: [{ key: 'web' }] }, rig.config, rig.surroundings);
    await eventually('it is told', () => rig.progress.some((line) => line.includes('Still recovering db')));
    expect(rig.progress).toContainEqual(expect.stringMatching(/^web: (exited with code 0|started)/));
    writeFileSync(rig.path('done'), '');
    expect(await asked).toMatchObject([{ key: 'web' }]);
  });

  test('is asked of all services or of none', async () => {
    rig.hold().release();
    const database = new Database(rig.config.dbPath);
    database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON requests WHEN NEW.key = 'db' BEGIN SELECT raise(ABORT, 'full'); END",
    );
    await expect(off()).rejects.toMatchObject({ message: 'full' });
    expect(database.prepare('SELECT count(*) AS count FROM requests').get()).toEqual({ count: 0 });
    database.close();
  });

  test('is refused in words when the lock cannot be made', async () => {
    breakLock();
    expect(await off()).toMatchObject([{ ok: false, message: BROKEN }, { ok: false }]);
  });

  test('is refused when the database cannot be used', async () => {
    rig.hold().release();
    outdate();
    await expect(off()).rejects.toMatchObject({ code: 'store' });
  });

  test('waits for the holder, and tells its answers in the order of the question', async () => {
    const { requests } = rig.hold();
    const done = off();
    await eventually('it is asked', () => requests.pending().length === 2);
    for (const { id, key } of [...requests.pending()].reverse())
      requests.finish(id, 'done', `${key} was ended`);
    expect(await done).toEqual([
      { key: 'web', ok: true, message: 'web was ended' },
      { key: 'db', ok: true, message: 'db was ended' },
    ]);
  });

  test('is served by who asks when the holder leaves without having seen it', async () => {
    const lease = rig.hold();
    const done = off();
    await eventually('it is asked', () => lease.requests.pending().length === 2);
    lease.release();
    expect(await done).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test('is taken back when who asks is told to stop; what is being served is left to the holder', async () => {
    const { requests } = rig.hold();
    const done = off();
    await eventually('it is asked', () => requests.pending().length === 2);
    const [web, db] = requests.pending().map(({ id }) => id);
    requests.progress(web ?? -1, 'taken');
    rig.stop();
    expect(await done).toEqual([
      { key: 'web', ok: false, message: expect.stringMatching(/goes on with it/) },
      { key: 'db', ok: false, message: expect.stringMatching(/taken back/) },
    ]);
    expect([web, db].map((id) => requests.get(id ?? -1)?.status)).toEqual(['taken', 'withdrawn']);
  });

  test('and is not begun in time is taken back, by who is named; what was answered is told all the same', async () => {
    rig.configure({ check_interval_seconds: 1 });
    const { requests, databasePath } = rig.hold();
    const holder = { pid: 4711, startTicks: 1, bootId: 'b', pidNamespace: 1, sinceMs: 0, dueMs: 0 };
    recordHolder(databasePath, holder);
    const done = off();
    await eventually('it is asked', () => requests.pending().length === 2);
    requests.finish(requests.pending()[0]?.id ?? -1, 'done', 'web was ended');
    expect(await done).toEqual([
      { key: 'web', ok: true, message: 'web was ended' },
      {
        key: 'db',
        ok: false,
        message: expect.stringMatching(/within 1\d s by its holder, pid 4711 since 1970-01-01T00:00:00.000Z/),
        isWithdrawn: true,
      },
    ]);
  });

  test('is refused, and taken back, when the lock cannot be made once the holder has left', async () => {
    const lease = rig.hold();
    const done = off();
    await eventually('it is asked', () => lease.requests.pending().length === 2);
    lease.release();
    breakLock();
    expect(await done).toMatchObject([
      { key: 'web', ok: false, message: BROKEN },
      { key: 'db', ok: false },
    ]);
    const box = openRequestBox(rig.config.dbPath);
    expect(box.pending()).toEqual([]);
    box.close();
  });
});
