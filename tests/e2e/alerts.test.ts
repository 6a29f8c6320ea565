// Alerts: who is told of what, once each, by whatever channel, in spite of crashes; and nobody's recovery waits for it.

import { readFileSync } from 'node:fs';
import { type Arrival, httpReceiver } from '../support/http-receiver.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { alertsTo, meddle, type Told, toldTo } from '../support/told.ts';

const SECRET = 's3cr3t-path';

const idOf = (told: Told | undefined) => told?.incident?.id;

const documents = (arrivals: readonly Arrival[]): readonly Told[] =>
  arrivals.map(({ body }) => JSON.parse(body));

/** The service up, so that its end is one. */
async function isUp(scene: Scene): Promise<void> {
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
}

/** As far as those who wait to be told are concerned. */
function timePasses(scene: Scene): void {
  meddle(scene, 'UPDATE deliveries SET due_at = 0');
}

test('a service that dies and comes back is told of when it is down, and with the downtime when it is up', async () => {
  const { url, arrivals } = await httpReceiver();
  const channel = { type: 'webhook', url: `${url}/hook`, cooldown_seconds: 0 };
  const scene = scenario(alertsTo({ ops: channel }))
    .service('web')
    .open();
  await isUp(scene);
  expect(arrivals).toEqual([]);
  await scene.killInstance('web');
  await scene.check();
  await scene.healthy('web');
  await scene.check();
  const [down, up, ...more] = documents(arrivals).filter(({ phase }) => phase !== 'updated');
  expect(down).toMatchObject({
    version: 1,
    phase: 'opened',
    topic: 'down',
    level: 'warning',
    title: expect.stringMatching(/^web is down/),
    service: { key: 'web' },
    recovery: { steps: [{ action: 'kill' }, { action: 'start' }] },
  });
  expect(up).toMatchObject({ phase: 'closed', title: expect.stringMatching(/^web is up again after \d+ s/) });
  expect(idOf(up)).toBe(idOf(down));
  expect(more).toEqual([]);
  await scene.check();
  expect(scene.rows("SELECT count(*) AS n FROM deliveries WHERE status <> 'sent'")).toEqual([{ n: 0 }]);
});

const DOOMED = { commands: { start: 'exit 3' } };

test.each([
  ['switched off', (scene: Scene) => scene.watchdog('off', 'web'), /it was switched off/],
  ['disabled', (scene: Scene) => scene.edit({}, { web: { ...DOOMED, enabled: false } }), /no longer watched/],
])('a service that is %s while it is down is not said to be up again', async (_, endIt, why) => {
  const scene = scenario(alertsTo({ log: { type: 'file', path: 'told.jsonl' } }))
    .service('web', DOOMED)
    .open();
  await scene.check();
  await endIt(scene);
  await scene.check();
  const [down, end, ...more] = toldTo(scene).filter(({ phase }) => phase !== 'updated');
  expect(down).toMatchObject({ phase: 'opened', title: expect.stringMatching(/^web is down/) });
  expect(end).toMatchObject({
    phase: 'closed',
    title: expect.stringMatching(/^web was down for .*, and is no longer asked for/),
    body: expect.stringMatching(why),
    incident: { id: idOf(down), ending: 'called_off' },
  });
  expect(more).toEqual([]);
});

test('a healthy tick with alerts writes one row, as without', async () => {
  const scene = scenario(alertsTo({ log: { type: 'file', path: 'told.jsonl' } }))
    .service('web')
    .open();
  await isUp(scene);
  await scene.check();
  const tables = ['events', 'alerts', 'deliveries', 'incidents', 'spans', 'recoveries'];
  const count = () => scene.rows(tables.map((one) => `SELECT count(*) AS n FROM ${one}`).join(' UNION ALL '));
  const [before, marks] = [count(), scene.rows('SELECT * FROM meta')];
  await scene.check();
  expect([count(), scene.rows('SELECT * FROM meta')]).toEqual([before, marks]);
});

test('who is killed while an alert is under way has it sent again, under the same id', async () => {
  let isDeadly = true;
  let victim: ReturnType<Scene['begin']> | undefined;
  const { url, arrivals } = await httpReceiver((_, response) => {
    if (!isDeadly) return response.end();
    isDeadly = false;
    victim?.child.kill('SIGKILL');
  });
  const scene = scenario(alertsTo({ ops: { type: 'webhook', url } }))
    .service('web')
    .open();
  await isUp(scene);
  await scene.killInstance('web');
  victim = scene.begin(['check']);
  expect(await victim.ended).toMatchObject({ signal: 'SIGKILL' });
  await scene.check();
  const [first, again] = arrivals.map(({ headers }) => headers['idempotency-key']);
  expect(first).toEqual(expect.any(String));
  expect(again).toContain(first);
  await scene.check();
  expect(scene.rows("SELECT count(*) AS n FROM deliveries WHERE status = 'pending'")).toEqual([{ n: 0 }]);
});

test('wherever an invocation is killed, it is told once that a service is down, and at least that', async () => {
  const channels = { log: { type: 'file', path: 'told.jsonl' } };
  const scene = scenario(alertsTo(channels)).service('web').open();
  await isUp(scene);
  for (const delayMs of [40, 60, 80, 100, 130, 160, 200, 250]) {
    await scene.killInstance('web');
    const invocation = scene.begin(['check']);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await invocation.killHard();
  }
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  const told = toldTo(scene).flatMap((one) => (one.alerts as readonly Told[] | undefined) ?? [one]);
  const incidents = scene.rows('SELECT id FROM incidents WHERE told = 1').map(({ id }) => id);
  const opened = told.filter(({ phase }) => phase === 'opened' || phase === 'closed');
  expect(new Set(opened.map(idOf))).toEqual(new Set(incidents));
  const flips = scene.rows("SELECT count(*) AS n FROM events WHERE kind = 'down'");
  expect(flips).toEqual([{ n: incidents.length }]);
}, 60_000);

test('a server that never answers delays no recovery, and what it was not told is told later', async () => {
  let isDeaf = true;
  const { url, arrivals } = await httpReceiver((_, response) => {
    if (!isDeaf) response.end();
  });
  const channel = { type: 'webhook', url, timeout_seconds: 1 };
  const scene = scenario(alertsTo({ ops: channel }))
    .service('web')
    .open();
  await isUp(scene);
  await scene.killInstance('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
  const [{ began, problem, status } = {}] = scene.rows(
    `SELECT begun_at - (SELECT max(at) FROM ticks) AS began, problem, status FROM steps, deliveries
      WHERE action = 'start' AND recovery_id = (SELECT max(id) FROM recoveries)`,
  );
  expect(began).toBeLessThan(900);
  expect({ problem, status }).toEqual({ problem: 'no answer in time', status: 'pending' });
  isDeaf = false;
  const before = arrivals.length;
  await scene.check();
  expect(documents(arrivals.slice(before)).map(({ phase }) => phase)).not.toContain('opened');
  timePasses(scene);
  await scene.check();
  expect(JSON.stringify(documents(arrivals.slice(before)))).toContain('web is down');
});

test('nobody is told of a service that is down because what it needs is, and that one says so', async () => {
  const scene = scenario(alertsTo({ log: { type: 'file', path: 'told.jsonl', level: 'info' } }))
    .service('db')
    .service('web', { program: 'beat', depends_on: ['db'] })
    .open();
  await scene.watchdog('on', 'db', '--wait');
  await isUp(scene);
  await Promise.all([scene.killInstance('db'), scene.killInstance('web')]);
  await scene.check();
  const told = toldTo(scene).filter(({ phase }) => phase === 'opened');
  expect(told).toMatchObject([{ topic: 'down', service: { key: 'db' }, dependents: ['web'] }]);
});

test('a secret shows neither in the log, nor in the database, nor in what is printed', async () => {
  const { url } = await httpReceiver((_, response) => {
    response.statusCode = 500;
    response.end(`no such hook: ${SECRET}`);
  });
  const channel = { type: 'webhook', url: `\${env:HOOK}` };
  const scene = scenario({ ...alertsTo({ ops: channel }), log_level: 'DEBUG' })
    .service('web')
    .open();
  const env = { HOOK: `${url}/${SECRET}` };
  await isUp(scene);
  await scene.killInstance('web');
  const check = await scene.begin(['check'], { env }).ended;
  const tried = await scene.begin(['alert', 'test', '--json'], { env }).ended;
  expect(tried).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('500') });
  const shown = [check, tried, scene.log(), scene.rows('SELECT * FROM deliveries, alerts')];
  expect(JSON.stringify(shown)).not.toContain(SECRET);
  expect(scene.rows('SELECT problem FROM deliveries')[0]?.problem).toMatch(/^500: no such hook/);
});

test('a lease that was lost is told by the next invocation', async () => {
  const scene = scenario(alertsTo({ log: { type: 'file', path: 'told.jsonl' } }))
    .service('web')
    .open();
  await isUp(scene);
  meddle(scene, `INSERT INTO events (at, kind, message) VALUES (${Date.now()}, 'lease_lost', 'gone')`);
  await scene.check();
  expect(toldTo(scene)).toMatchObject([
    { phase: 'notice', topic: 'lease_lost', level: 'critical', body: 'gone' },
  ]);
});

describe('a test of the alerts', () => {
  test('tells what each other end answered, and exits with 0 when all have taken it', async () => {
    const { url, arrivals } = await httpReceiver();
    const command = 'cat > got.json; echo noted';
    const scene = scenario(alertsTo({ ops: { type: 'webhook', url }, pager: { type: 'command', command } }))
      .service('web')
      .open();
    expect(await scene.watchdog('alert', 'test')).toMatchObject({
      exitCode: 0,
      stdout: 'ops: delivered: 200: thanks\npager: delivered: exit code 0: noted\n',
      stderr: '',
    });
    const [document] = documents(arrivals);
    expect(document).toMatchObject({ version: 1, phase: 'test', level: 'info' });
    expect(JSON.parse(readFileSync(scene.path('got.json'), 'utf8'))).toEqual(document);
  });

  test('exits with 1 when one has not, and ends a command that takes too long', async () => {
    const command = ['sleep', '100'];
    const scene = scenario(alertsTo({ slow: { type: 'command', command, timeout_seconds: 0.3 } }))
      .service('web')
      .open();
    const { exitCode, stdout } = await scene.watchdog('alert', 'test', 'slow');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringMatching(/^slow: failed: .*time/),
    });
    expect(scene.everything()).toEqual([]);
  });

  test('says what is wrong with a command that cannot be run', async () => {
    const scene = scenario(alertsTo({ pager: { type: 'command', command: ['./no-such-pager'] } }))
      .service('web')
      .open();
    const { exitCode, stdout } = await scene.watchdog('alert', 'test');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringMatching(/^pager: failed: .*no-such-pager/),
    });
  });

  test('knows its channels, and what is meant by others', async () => {
    const scene = scenario(alertsTo({ ops: { type: 'file', path: 'told.jsonl' } }))
      .service('web')
      .open();
    expect(await scene.watchdog('alert', 'test', 'opps')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/found "opps"; expected a channel of .*\nDid you mean "ops"\?/),
    });
    scene.edit({ alerts: undefined });
    expect(await scene.watchdog('alert', 'test')).toMatchObject({ exitCode: 2 });
  });
});
