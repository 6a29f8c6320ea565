// Names of which the name server says nothing, of a real one that is silent, in a namespace in which it is the only one.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { testAsRoot } from '../support/as-root.ts';
import type { Entry } from '../support/config-document.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };
/** More than there are threads for names where nobody has said how many. */
const HUNG = ['a', 'b', 'c', 'd', 'e', 'f'];
const ENTER = [
  'mount --bind "$0/resolv.conf" /etc/resolv.conf',
  'mount --bind "$0/hosts" /etc/hosts',
  'exec "$@"',
].join(' && ');

/** A name server that hears, and says nothing. */
async function silentNameServer(): Promise<string> {
  const address = '127.53.53.53';
  const server = createSocket('udp4').bind(53, address);
  afterTest(() => server.close());
  await once(server, 'listening');
  return address;
}

async function openPort(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  afterTest(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function watched(host: string, port: number): Entry {
  return {
    program: 'beat',
    start_grace_seconds: 1,
    checks: [{ type: 'tcp', host, port, timeout_seconds: 2 }],
  };
}

/** A check for which this name server is the system's. */
async function checkIn(scene: Scene) {
  writeFileSync(scene.path('resolv.conf'), `nameserver ${await silentNameServer()}\n`);
  writeFileSync(scene.path('hosts'), '127.0.0.1 web.test\n');
  const wrapper = ['unshare', '--mount', 'sh', '-c', ENTER, scene.folder];
  const began = performance.now();
  const result = await scene.begin(['check'], { wrapper }).ended;
  return { ...result, tookMs: performance.now() - began };
}

testAsRoot('are unknown, restart nobody, and hold up neither who is known nor the end', async () => {
  const port = await openPort();
  const scene = HUNG.reduce(
    (so, key) => so.service(`hung-${key}`, watched('localhost', port)),
    scenario(HASTY).service('here', watched('localhost', port)).service('web', watched('localhost', port)),
  ).open();
  await scene.watchdog('start-all', '--wait');
  const hung = HUNG.map((key) => [`hung-${key}`, watched(`${key}.example`, port)]);
  scene.edit({}, { ...Object.fromEntries(hung), web: watched('web.test', port) });
  const { stderr, tookMs } = await checkIn(scene);
  expect(stderr).toMatch(/hung-a: .*check tcp: a.example: no address: the system did not answer/);
  expect(stderr).not.toMatch(/down|web:|here:/);
  // Of the name server's ten seconds for each name none is waited for.
  expect(tookMs).toBeLessThan(9000);
  expect(await scene.status('hung-f')).toMatchObject({ verdict: 'unknown' });
  expect(await scene.status('here')).toMatchObject({ verdict: 'healthy' });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
});
