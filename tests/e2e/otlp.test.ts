// Metrics sent to a collector of OpenTelemetry: a real server gets them, and one that fails or hangs holds up nothing.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { createAuthority } from '../support/certificates.ts';
import { samplesIn } from '../support/metrics-reading.ts';
import { faultsIn } from '../support/otlp-shape.ts';
import { type Scene, scenario } from '../support/scenario.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Starts a server; answers its port. */
async function serve(server: Server): Promise<number> {
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A collector that answers with a status, and what it got. */
function collector(status: number): { readonly listener: RequestListener; readonly received: Received[] } {
  const received: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    const parts = await request.toArray();
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(parts).toString('utf8') });
    response.writeHead(status).end('{}');
  };
  return { listener, received };
}

async function running(otlp: Readonly<Record<string, unknown>>): Promise<Scene> {
  const metrics = { textfile: 'watchdog.prom', otlp };
  const scene = scenario({ consecutive_failures_threshold: 1, metrics }).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  return scene;
}

interface Metric {
  readonly name: string;
  readonly gauge?: Values;
  readonly sum?: Values;
}

interface Values {
  readonly dataPoints: readonly DataPoint[];
}

interface DataPoint {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
  readonly asDouble: number;
}

/** The values of a request, by the names that the text format has for them. */
function valuesOf(body: string): Readonly<Record<string, number>> {
  const [{ scopeMetrics }] = JSON.parse(body).resourceMetrics;
  const metrics: readonly Metric[] = scopeMetrics[0].metrics;
  const entries = metrics.flatMap(({ name, gauge, sum }) =>
    ((gauge ?? sum)?.dataPoints ?? []).map((point) => [`${name}${labelsOf(point)}`, point.asDouble]),
  );
  return Object.fromEntries(entries);
}

function labelsOf({ attributes }: DataPoint): string {
  const labels = attributes.map(({ key, value }) => `${key}="${value.stringValue}"`);
  return labels.length === 0 ? '' : `{${labels.join(',')}}`;
}

test('a collector gets after each tick what the file has, in the shape of OTLP', async () => {
  const { listener, received } = collector(200);
  const endpoint = `http://127.0.0.1:${await serve(createServer(listener))}/v1/metrics`;
  const scene = await running({ endpoint, headers: { authorization: `Bearer \${env:TOKEN}` } });
  const { exitCode, stderr } = await scene.begin(['check'], { env: { TOKEN: '1234' } }).ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(received).toHaveLength(1);
  const [{ method, url, headers, body } = { body: '' } as Received] = received;
  expect({ method, url }).toEqual({ method: 'POST', url: '/v1/metrics' });
  expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer 1234' });
  expect(faultsIn(JSON.parse(body))).toEqual([]);
  expect(valuesOf(body)).toEqual(samplesIn(readFileSync(scene.path('watchdog.prom'), 'utf8')));
});

test.each([
  ['answers 503', 503, '503: \\{\\}'],
  ['redirects', 302, '302: \\{\\}'],
])('one that %s is logged, without what may be a secret, and nobody is troubled', async (_, status, told) => {
  const { listener } = collector(status);
  const endpoint = `http://127.0.0.1:${await serve(createServer(listener))}/v1/metrics?key=5678`;
  const scene = await running({ endpoint, headers: { authorization: 'Bearer 1234' } });
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  const log = scene.log().join('\n');
  expect(log).toMatch(
    new RegExp(`metrics\\.otlp: http://127\\.0\\.0\\.1:\\d+/v1/metrics took no metrics: ${told};`),
  );
  expect(log).not.toMatch(/1234|5678/);
});

test('nobody who listens is logged, and neither is the exit code another', async () => {
  const scene = await running({ endpoint: 'http://127.0.0.1:9/v1/metrics' });
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(scene.log().join('\n')).toContain('took no metrics: connect ECONNREFUSED');
});

test('while one hangs, services are recovered, and the lease is free', async () => {
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  const endpoint = `http://127.0.0.1:${await serve(createServer(() => isAsked()))}/v1/metrics`;
  const scene = await running({ endpoint, timeout_seconds: 20 });
  await scene.killInstance('web');
  const hanging = scene.begin(['check']);
  await asked;
  await scene.healthy('web');
  expect(JSON.parse((await scene.watchdog('restart', 'web', '--json')).stdout).answers).toMatchObject([
    { ok: true },
  ]);
  expect(hanging.child.exitCode).toBeNull();
  await hanging.killHard();
});

test('one that hangs is waited for no longer than its time', async () => {
  const endpoint = `http://127.0.0.1:${await serve(createServer(() => {}))}/v1/metrics`;
  const scene = await running({ endpoint, timeout_seconds: 0.5 });
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(scene.log().join('\n')).toContain('took no metrics: no answer in time');
});

test('a collector behind TLS is believed only where its certificate is trusted', async () => {
  const scene = await running({ endpoint: 'http://127.0.0.1:9/' });
  const authority = createAuthority(scene.folder);
  const { listener, received } = collector(200);
  const port = await serve(createSecureServer(authority.issue(20), listener));
  const metrics = { otlp: { endpoint: `https://127.0.0.1:${port}/v1/metrics` } };
  scene.edit({ metrics });
  await scene.check();
  expect(received).toHaveLength(0);
  expect(scene.log().join('\n')).toMatch(/took no metrics: .*certificate/);
  await scene.begin(['check'], { env: { NODE_EXTRA_CA_CERTS: authority.path } }).ended;
  expect(received).toHaveLength(1);
});
