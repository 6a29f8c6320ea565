// Endpoints that hang, in single passes, as cron makes them: they fail, and hold up only those who ask them.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

/** A port on which is accepted, and nothing said. */
async function mutePort(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  afterTest(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('one that many ask has failed before the pass is over, and keeps nobody else from being looked at', async () => {
  const port = await mutePort();
  const patient = { type: 'tcp', port, expect: 'hello', timeout_seconds: 300, severity: 'warn' };
  const checks = Array.from({ length: 40 }, (_, index) => ({ ...patient, name: `hung-${index}` }));
  const scene = scenario(HASTY)
    .service('many', { program: 'beat', checks })
    .service('more', { program: 'beat', checks })
    .service('web', { program: 'beat', checks: [{ type: 'tcp', port: 1, severity: 'warn' }] })
    .open();
  const [many, web] = ['many', 'web'].map((key) => new RegExp(`^${key}: concern: (.*)$`, 'm'));
  await scene.watchdog('start-all');
  const { stderr } = await scene.check();
  expect(web?.exec(stderr)?.[1]).toMatch(/^check tcp: connect ECONNREFUSED/);
  expect(many?.exec(stderr)?.[1]).toMatch(/^check hung-0: no answer within 45 s; /);
}, 120_000);
