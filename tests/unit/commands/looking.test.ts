// Commands that look: what they find, and that they leave no trace.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { exitOfCheck } from '../../../src/cli/exit-codes.ts';
import { awaitHealthy } from '../../../src/commands/await-healthy.ts';
import { check } from '../../../src/commands/check.ts';
import { findServices } from '../../../src/commands/find-services.ts';
import { openWorld } from '../../../src/commands/open-world.ts';
import { status } from '../../../src/commands/status.ts';
import { validate } from '../../../src/commands/validate.ts';
import { holderPath } from '../../../src/store/paths.ts';
import { type CommandRig, createCommandRig } from '../../support/command-rig.ts';

let rig: CommandRig;
let child: ChildProcess;
beforeEach(() => {
  rig = createCommandRig();
  child = spawn('sleep', ['100'], { stdio: 'ignore' });
});
afterEach(() => child.kill('SIGKILL'));

const ONCE = { dryRun: false, everyMs: undefined, forMs: undefined, exitOf: exitOfCheck };

function beat(key: string): void {
  const timestamp = new Date().toISOString();
  const heartbeat = { process_key: key, pid: child.pid, timestamp, status: 'running', iteration: 1 };
  writeFileSync(rig.path(`${key}.json`), JSON.stringify(heartbeat));
}

/** Every file of the folder, with its content. */
function everything(): unknown {
  return readdirSync(rig.path('.'), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(rig.path(name)).isFile())
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(rig.path(name)))
        .digest('hex'),
    ]);
}

describe('a key', () => {
  test.each([
    ['wbe', 'Did you mean "web"?'],
    ['quite-another', 'It has: web, db.'],
  ])('%s that is not in the config is answered with what is', (key, hint) => {
    expect(() => findServices(rig.config, key)).toThrow(expect.objectContaining({ code: 'usage', hint }));
  });
});

test('a dry run and a status leave every file as it was', async () => {
  beat('web');
  await check(ONCE, rig.surroundings);
  const before = everything();
  const report = await check({ ...ONCE, dryRun: true }, rig.surroundings);
  expect(report).toMatchObject({
    kind: 'checked',
    isDryRun: true,
    services: [{ verdict: 'healthy' }, { failures: 1 }],
  });
  await status(undefined, rig.surroundings);
  expect(everything()).toEqual(before);
});

test('a status of one service tells of that one, and when all were last checked', async () => {
  expect(await status('web', rig.surroundings)).toMatchObject({ key: 'web', lastTick: undefined });
  await check(ONCE, rig.surroundings);
  expect(await status('web', rig.surroundings)).toMatchObject({
    services: [{ key: 'web', verdict: 'no_heartbeat', failures: 1 }],
    lastTick: { agoSeconds: 0 },
  });
});

test('a service is starting or stopping only while somebody is at it, not because a recovery was never ended', async () => {
  await check(ONCE, rig.surroundings);
  const database = new Database(rig.config.dbPath);
  database.exec(
    "INSERT INTO recoveries (key, purpose, reason, detail, begun_at) VALUES ('web', 'restart', 'requested', '', 1000)",
  );
  database.close();
  // We live on, who were the last to hold the lease.
  rmSync(holderPath(rig.config.dbPath));
  const shown = async () => (await status('web', rig.surroundings)).services[0];
  expect(await shown()).toMatchObject({ state: 'failed', reason: 'resume' });

  const lease = rig.hold();
  openWorld(rig.config, lease, rig.surroundings);
  expect(await shown()).toMatchObject({ state: 'starting', reason: 'recovering' });
});

test('of a record that cannot be read nothing is made up: only what was seen is told', async () => {
  beat('web');
  await check(ONCE, rig.surroundings);
  const database = new Database(rig.config.dbPath);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const seen = [
    { key: 'web', displayName: 'web', state: 'running', verdict: 'healthy', detail: '', pid: child.pid },
    {
      key: 'db',
      displayName: 'db',
      state: 'unknown',
      verdict: 'no_heartbeat',
      detail: expect.stringMatching(/^there is no heartbeat file \S+$/),
    },
  ].map((one) => expect.objectContaining({ ...one, threshold: 9, planned: [] }));
  const known = [
    'critical',
    'detail',
    'displayName',
    'heartbeatAgeSeconds',
    'key',
    'pid',
    'planned',
    'state',
    'threshold',
    'uptimeSeconds',
    'verdict',
  ];
  const told = await status(undefined, rig.surroundings);
  expect(told.recordProblem).toMatch(
    /newer than this program; expected one that this version wrote\. Upgrade watchdog/,
  );
  const dry = await check({ ...ONCE, dryRun: true }, rig.surroundings);
  expect(dry).toMatchObject({ isDryRun: true, observedOnly: { code: 'store' } });
  for (const report of [told, dry]) {
    const { services } = JSON.parse(JSON.stringify(report));
    expect(services).toEqual(seen);
    expect(Object.keys(services[0]).sort()).toEqual(known);
  }
});

test('a disabled service is listed last, and not checked', async () => {
  const entry = (enabled: boolean) => ({ heartbeat_path: 'x.json', commands: { start: ['true'] }, enabled });
  rig.configure({ processes: { old: entry(false), web: entry(true) } });
  expect(await check(ONCE, rig.surroundings)).toMatchObject({
    services: [{ key: 'web' }, { key: 'old', state: 'disabled', verdict: undefined }],
  });
  expect(validate({ isToMend: false }, rig.surroundings)).toMatchObject({ services: 2, enabled: 1 });
});

test('what is older than the retention is forgotten an hour after it was last looked for, at whatever minute cron comes', async () => {
  await check(ONCE, rig.surroundings);
  const database = new Database(rig.config.dbPath);
  const weeksAgo = Date.now() - 20 * 86_400_000;
  database.exec(
    `INSERT INTO ticks (at, boot_ms, monotonic_ms, boot_id, services) VALUES (${weeksAgo}, 0, 0, '', 0)`,
  );
  const addOld = () =>
    database.exec(
      "INSERT INTO events (id, at, kind, message) SELECT ifnull(min(id), 0) - 1, 1000, 'old', '' FROM events",
    );
  const old = () => database.prepare("SELECT count(*) FROM events WHERE kind = 'old'").pluck().get();
  const prunedAgo = (ms: number) =>
    database.prepare("UPDATE meta SET value = ? WHERE name = 'pruned_at'").run(Date.now() - ms).changes;
  addOld();
  await check(ONCE, rig.surroundings);
  expect(old()).toBe(1);
  for (const ago of [3_600_000, -4_000_000]) {
    expect(prunedAgo(ago)).toBe(1);
    await check(ONCE, rig.surroundings);
    expect(old()).toBe(0);
    addOld();
    await check(ONCE, rig.surroundings);
    expect(old()).toBe(1);
  }
  database.close();
});

test('a record that cannot be written in the middle of a check is told, and the services are looked at all the same', async () => {
  beat('web');
  await check(ONCE, rig.surroundings);
  const database = new Database(rig.config.dbPath);
  const { page } = database
    .prepare("SELECT rootpage AS page FROM sqlite_master WHERE name = 'spans'")
    .get() as {
    page: number;
  };
  const pageSize = database.pragma('page_size', { simple: true }) as number;
  database.close();
  const content = readFileSync(rig.config.dbPath);
  content.fill(0xff, (page - 1) * pageSize, page * pageSize);
  writeFileSync(rig.config.dbPath, content);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(await check(ONCE, rig.surroundings)).toMatchObject({
    kind: 'checked',
    observedOnly: { code: 'store' },
    services: [{ key: 'web', verdict: 'stale_pid' }, { key: 'db' }],
  });
  rig.hold();
});

describe('who waits for health', () => {
  const waiting = { key: 'web', ok: true, message: 'started' };
  const told = (...answers: (typeof waiting)[]) => awaitHealthy(answers, rig.config, rig.surroundings);

  test('hears of it as soon as it beats', async () => {
    beat('web');
    expect(await told(waiting)).toEqual([{ ...waiting, message: `started; healthy (pid ${child.pid})` }]);
  });

  test('hears at once of what is dead, without waiting for its grace', async () => {
    const [answer] = await told(waiting);
    expect(answer).toMatchObject({ ok: false, message: expect.stringMatching(/^started; not healthy: /) });
  });

  test('waits for nothing that has failed already', async () => {
    const failed = { key: 'web', ok: false, message: 'no such file' };
    expect(await told(failed)).toEqual([failed]);
  });

  test('stops waiting when told to', async () => {
    writeFileSync(rig.path('web.json'), '');
    rig.stop();
    expect(await told(waiting)).toHaveLength(1);
  });
});
