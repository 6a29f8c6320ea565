// Services that are judged by what they answer to requests.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0.1 } };
const SECRET = 'Bearer 5ec2e7';

/** A web server on a socket of its own that knows its clients, and is ill as long as there is a file `ill`. */
const SERVER = `
  const { createServer } = require('http');
  const { existsSync, rmSync } = require('fs');
  rmSync('web.sock', { force: true });
  createServer(({ headers }, response) => {
    const isKnown = headers.authorization === '${SECRET}';
    response.writeHead(isKnown ? 200 : 401).end(existsSync('ill') ? 'status: ill' : 'status: fine');
  }).listen('web.sock');
`;

const CHECK = {
  type: 'http',
  url: 'http://web/health',
  unix_socket: 'web.sock',
  headers: { Authorization: SECRET },
  expected_body: { regex: '^status: (fine|busy)$' },
};

function healthy(scene: Scene, other?: number) {
  return eventually('web is healthy', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report.pid !== other && report;
  });
}

test('a service without heartbeat is started, proved by its answer, and started again when it answers something else', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [CHECK],
      commands: { start: ['node', '-e', SERVER] },
    })
    .open();
  await scene.check();
  expect(scene.rows('SELECT verdict FROM recoveries')).toEqual([{ verdict: 'check_failed' }]);
  const { pid } = await healthy(scene);
  writeFileSync(scene.path('ill'), '');
  const { stderr } = await scene.check();
  expect(stderr).toMatch(
    /web: .*check http: http:\/\/web\/health: answered 200, without a match of "\^status:/,
  );
  rmSync(scene.path('ill'));
  expect((await healthy(scene, pid)).pid).not.toBe(pid);
  expect(scene.living('web')).toHaveLength(1);
});

test('what a header holds gets into no log, no record and no report', async () => {
  const scene = scenario({ ...HASTY, log_level: 'DEBUG' })
    .service('web', {
      program: 'beat',
      checks: [{ ...CHECK, unix_socket: undefined, url: 'http://127.0.0.1:1/' }],
    })
    .open();
  await scene.watchdog('on', 'web');
  const { stdout, stderr } = await scene.check();
  const status = await scene.watchdog('status', 'web', '--json');
  const day = scene.rows('SELECT * FROM services').concat(scene.rows('SELECT * FROM events'));
  const told = [
    stdout,
    stderr,
    status.stdout,
    JSON.stringify(day),
    readFileSync(scene.path('state/watchdog.db'), 'latin1'),
  ];
  expect(told.join('\n')).toContain('ECONNREFUSED');
  expect(told.join('\n')).not.toContain('5ec2e7');
});
