// A real HTTP server that keeps what it is sent, and answers, or does not, as the test says.

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from './after-test.ts';

/** A request that came. */
export interface Arrival {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The server, and what came so far. */
export interface Receiver {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
}

/** Starts a server that ends with its test; `answer` is asked at each request, and says nothing where it does not end it. */
export async function httpReceiver(
  answer: (arrival: Arrival, response: ServerResponse) => void = (_, response) => response.end('thanks'),
): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const arrival = { path: request.url ?? '', headers: request.headers, body };
    arrivals.push(arrival);
    answer(arrival, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals };
}
