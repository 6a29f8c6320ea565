// A look at a web server, against real ones, with and without TLS.

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HttpProbe } from '../../../src/config/check.ts';
import { afterTest } from '../../support/after-test.ts';
import { type Authority, createAuthority } from '../../support/certificates.ts';
import { aCheck, aRequest } from '../../support/core/checks.ts';
import { look } from '../../support/look.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const answers =
  (status: number, body = '', headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

/** Starts a server; answers where it is asked. */
async function serve(server: Server, at: string | 0 = 0): Promise<string> {
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) =>
    at === 0 ? server.listen(0, '127.0.0.1', resolve) : server.listen(at, resolve),
  );
  return at === 0 ? `127.0.0.1:${(server.address() as AddressInfo).port}` : at;
}

const open = async (listener: RequestListener) => `http://${await serve(createServer(listener))}/health`;

function ask(url: string, change: Partial<HttpProbe> = {}, timeoutSeconds = 20) {
  return look(aCheck({ probe: aRequest(url, change), timeoutSeconds }));
}

test('a server that answers with 200 is well, and how long that took is known', async () => {
  expect(await ask(await open(answers(200)))).toEqual({
    kind: 'passed',
    detail: '',
    latencyMs: expect.any(Number),
  });
});

test('any other status than those expected has failed, and is told', async () => {
  const url = await open(answers(503));
  expect(await ask(`${url}?token=secret`)).toMatchObject({ kind: 'failed', detail: `${url}: answered 503` });
  expect(
    await ask(url, {
      statuses: [
        { from: 200, to: 200 },
        { from: 500, to: 503 },
      ],
    }),
  ).toMatchObject({
    kind: 'passed',
  });
});

test('nobody who listens has failed, as has one who speaks something else', async () => {
  const url = await open(answers(200));
  expect(await ask(url.replace(/:\d+/, ':1'))).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/ECONNREFUSED/),
  });
  expect(await ask(url.replace('http', 'https'))).toMatchObject({ kind: 'failed' });
});

test('one who says nothing has failed at the deadline, as has one who never ends what he says', async () => {
  expect(await ask(await open(() => {}), {}, 0.3)).toEqual({
    kind: 'failed',
    detail: 'no answer within 0.3 s',
  });
  const drips: RequestListener = (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(timer));
  };
  expect(await ask(await open(drips), { body: { text: 'ok' } }, 0.3)).toMatchObject({
    detail: 'no answer within 0.3 s',
  });
});

test('method and headers are sent', async () => {
  const url = await open(({ method, headers }, response) =>
    response.writeHead(method === 'POST' && headers['x-token'] === 'abc' ? 204 : 400).end(),
  );
  expect(await ask(url, { method: 'POST', headers: { 'X-Token': 'abc' } })).toMatchObject({ kind: 'passed' });
});

test('the text that is expected must be in the body, or the pattern be found there', async () => {
  const url = await open(answers(200, '{\n "status": "ok", "rows": 12\n}'));
  expect(await ask(url, { body: { text: '"status": "ok"' } })).toMatchObject({ kind: 'passed' });
  expect(await ask(url, { body: { text: 'fine' } })).toMatchObject({
    kind: 'failed',
    detail: `${url}: answered 200, without "fine" in its body`,
  });
  expect(await ask(url, { body: { regex: '"rows": \\d+$' } })).toMatchObject({ kind: 'passed' });
  expect(await ask(url, { body: { regex: '"rows": [a-z]' } })).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/without a match of/),
  });
});

test('of an endless body no more than 64 KiB are read', async () => {
  const url = await open((_, response) => {
    const pour = () => {
      while (response.write('x'.repeat(65_536)));
    };
    response.on('drain', pour);
    pour();
  });
  expect(await ask(url, { body: { text: 'ok' } })).toMatchObject({ kind: 'failed' });
});

test('a body made to keep a pattern busy does not', async () => {
  const url = await open(answers(200, `${'a'.repeat(60_000)}!`));
  expect(await ask(url, { body: { regex: '^(a+)+$' } }, 5)).toMatchObject({ kind: 'failed' });
});

test('a socket in the file system is asked instead', async () => {
  const socketPath = join(temporaryFolder('http'), 'web.sock');
  await serve(createServer(answers(200)), socketPath);
  expect(await ask('http://web/', { socketPath })).toMatchObject({ kind: 'passed' });
  expect(await ask('http://web/', { socketPath: `${socketPath}.not` })).toMatchObject({ kind: 'failed' });
});

describe('a redirect', () => {
  test('is an answer like any other, unless it is to be followed', async () => {
    const url = await open((request, response) =>
      request.url === '/end'
        ? response.end('here')
        : response.writeHead(302, { location: request.url === '/health' ? '/next' : '/end' }).end(),
    );
    expect(await ask(url)).toMatchObject({ kind: 'failed', detail: `${url}: answered 302` });
    expect(await ask(url, { mostRedirects: 1 })).toMatchObject({
      detail: expect.stringMatching(/\/next: answered 302$/),
    });
    expect(await ask(url, { mostRedirects: 2, body: { text: 'here' } })).toMatchObject({ kind: 'passed' });
  });

  test('tells another server nothing that was meant for the first', async () => {
    const heard: unknown[] = [];
    const other = await open(({ headers }, response) => {
      heard.push(headers.authorization);
      response.end();
    });
    const url = await open(answers(307, '', { location: other }));
    const headers = { Authorization: 'Bearer secret' };
    expect(await ask(url, { headers, mostRedirects: 1 })).toMatchObject({ kind: 'passed' });
    expect(heard).toEqual([undefined]);
  });

  test('that leads nowhere, or out of the web, is an answer', async () => {
    for (const location of ['http://', 'file:///etc/passwd'])
      expect(await ask(await open(answers(301, '', { location })), { mostRedirects: 3 })).toMatchObject({
        kind: 'failed',
        detail: expect.stringMatching(/answered 301$/),
      });
  });

  test('that goes round in a circle ends', async () => {
    expect(await ask(await open(answers(301, '', { location: '/' })), { mostRedirects: 10 })).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/answered 301$/),
    });
  });
});

describe('over TLS', () => {
  let authority: Authority;
  beforeEach(() => {
    authority = createAuthority(temporaryFolder('authority'));
  });
  const secured = async (days: number) =>
    `https://${await serve(createSecureServer(authority.issue(days), answers(200)))}/`;

  test('a certificate is believed only of whom is trusted', async () => {
    const url = await secured(20);
    expect(await ask(url)).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/certificate/) });
    expect(await ask(url, { caPath: authority.path })).toMatchObject({ kind: 'passed' });
    expect(await ask(url, { isAnyoneTrusted: true })).toMatchObject({ kind: 'passed' });
  });

  test('it must have the name that is asked for', async () => {
    const url = await secured(20);
    const trusting = { caPath: authority.path };
    expect(await ask(url, { ...trusting, servername: 'toy.example' })).toMatchObject({ kind: 'passed' });
    expect(await ask(url, { ...trusting, servername: 'other.example' })).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/other\.example/),
    });
  });

  test('one that ends soon is warned of', async () => {
    const url = await secured(20);
    const trusting = { caPath: authority.path };
    expect(await ask(url, { ...trusting, certificateDays: 10 })).toMatchObject({ kind: 'passed' });
    expect(await ask(url, { ...trusting, certificateDays: 30 })).toMatchObject({
      kind: 'degraded',
      detail: expect.stringMatching(/its certificate expires in (19|20) days$/),
    });
  });

  test('one that has ended has failed, though any will do', async () => {
    const url = await secured(-1);
    expect(await ask(url, { caPath: authority.path })).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/expired/),
    });
    expect(await ask(url, { isAnyoneTrusted: true })).toMatchObject({ kind: 'passed' });
    expect(await ask(url, { isAnyoneTrusted: true, certificateDays: 1 })).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/its certificate has expired$/),
    });
  });

  test('where those who are trusted cannot be read, nothing is known', async () => {
    const url = await secured(20);
    for (const caPath of [`${authority.path}.not`, import.meta.filename])
      expect(await ask(url, { caPath })).toMatchObject({
        kind: 'unknown',
        detail: expect.stringContaining(`${caPath}: `),
      });
  });
});
