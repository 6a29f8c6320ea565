// A look at a port or a socket, against real servers.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Probe, TcpProbe } from '../../../src/config/check.ts';
import { afterTest } from '../../support/after-test.ts';
import { aCheck } from '../../support/core/checks.ts';
import { look } from '../../support/look.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A queue for one, and nobody who serves it. */
const HUNG = `
  my $door = IO::Socket::UNIX->new(Local => $ARGV[0], Listen => 1) or die $!;
  IO::Socket::UNIX->new(Peer => $ARGV[0]) or die $!;
  syswrite STDOUT, "ready";
  sleep 100;
`;
const GREETS = (socket: Socket) => socket.end('220 ready\n');
const MUTE = () => {};
const ANSWERS = (socket: Socket) => socket.once('data', (words) => socket.end(`you said ${words}`));

async function serve(treat: (socket: Socket) => void, path?: string): Promise<TcpProbe['to']> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    treat(socket);
  });
  afterTest(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
  );
  return path === undefined ? { host: '127.0.0.1', port: (server.address() as AddressInfo).port } : { path };
}

function lookAt(to: TcpProbe['to'], change: Partial<TcpProbe> = {}, timeoutSeconds = 20) {
  return look(
    aCheck({ timeoutSeconds, probe: { kind: 'tcp', to, send: undefined, expect: undefined, ...change } }),
  );
}

/** A port on which nobody listens. */
async function closed(): Promise<TcpProbe['to']> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { host: '127.0.0.1', port };
}

test('a port that accepts is well, and how long that took is known', async () => {
  expect(await lookAt(await serve(MUTE))).toEqual({
    kind: 'passed',
    detail: '',
    latencyMs: expect.any(Number),
  });
});

test('so is a socket in the file system', async () => {
  const path = join(temporaryFolder('probe'), 'web.sock');
  expect(await lookAt(await serve(MUTE, path))).toMatchObject({ kind: 'passed' });
  expect(await lookAt({ path: `${path}.not` })).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/ENOENT/),
  });
});

test('a port that refuses has failed', async () => {
  expect(await lookAt(await closed())).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/ECONNREFUSED/),
  });
});

test('a name with several addresses that all refuse tells each of them', async () => {
  const shut = await closed();
  expect(await lookAt({ ...shut, host: 'localhost' })).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/ECONNREFUSED/),
  });
});

test('the word that is expected must come', async () => {
  const greeting = await serve(GREETS);
  expect(await lookAt(greeting, { expect: 'ready' })).toMatchObject({ kind: 'passed' });
  expect(await lookAt(greeting, { expect: 'welcome' })).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/did not answer "welcome"$/),
  });
});

test('a socket whose queue is full, for nobody accepts, has failed; it is no want of our machine', async () => {
  const path = join(temporaryFolder('probe'), 'web.sock');
  const hung = spawn('perl', ['-MIO::Socket::UNIX', '-e', HUNG, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterTest(() => void hung.kill('SIGKILL'));
  await once(hung.stdout, 'data');
  expect(await lookAt({ path })).toMatchObject({ kind: 'passed' });
  expect(await lookAt({ path })).toEqual({
    kind: 'failed',
    detail: `${path} does not accept: as many wait there as its queue can hold`,
  });
});

test('what is to be sent is sent', async () => {
  expect(await lookAt(await serve(ANSWERS), { send: 'PING', expect: 'you said PING' })).toMatchObject({
    kind: 'passed',
  });
});

test('who accepts and says nothing has failed at the deadline', async () => {
  expect(await lookAt(await serve(MUTE), { expect: 'ready' }, 0.3)).toEqual({
    kind: 'failed',
    detail: 'no answer within 0.3 s',
  });
});

test('who warns is asked no further, and a fallback is asked for who cannot be looked at', async () => {
  const folder = temporaryFolder('fallback');
  const command = (line: string): Probe => ({ kind: 'command', command: { kind: 'shell', line } });
  const open: Probe = { kind: 'tcp', to: await serve(MUTE), send: undefined, expect: undefined };
  const asked = ([probe, fallback]: readonly [Probe, Probe]) => look(aCheck({ probe, fallback }), { folder });
  expect(await asked([command('exit 1'), open])).toMatchObject({ kind: 'degraded' });
  expect(await asked([command('exit 127'), open])).toMatchObject({ kind: 'passed' });
  expect(await asked([command('exit 2'), command('exit 1')])).toMatchObject({ kind: 'degraded' });
});

test('a fallback that passes makes up for a failure; one that does not is told', async () => {
  const [open, shut] = [await serve(MUTE), await closed()];
  const probe = (to: TcpProbe['to']): TcpProbe => ({ kind: 'tcp', to, send: undefined, expect: undefined });
  expect(await look(aCheck({ probe: probe(shut), fallback: probe(open) }))).toMatchObject({ kind: 'passed' });
  expect(await look(aCheck({ probe: probe(shut), fallback: probe(shut) }))).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/ECONNREFUSED .*; its fallback: .*ECONNREFUSED/),
  });
});
