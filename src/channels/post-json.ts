// Posts JSON to a web server, over a connection of its own that ends with it. Knows not why.

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** What is posted, and to whom. */
export interface Letter {
  /** Begins with http: or https:. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: the name, the connection and the answer. */
  readonly timeoutSeconds: number;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  /** Its first 4 KiB. */
  readonly body: string;
}

const MOST_BYTES = 4096;

/** Posts, and waits for the answer; rejects where none comes in time. */
export async function postJson({ url, headers, body, timeoutSeconds }: Letter): Promise<Answer> {
  const { request: begin } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const own = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const request = begin(url, { method: 'POST', headers: { ...headers, ...own }, agent: false, signal });
  // It may fail once more after it has been given up.
  request.on('error', () => {});
  try {
    const [response] = (await once(request.end(body), 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: await beginningOf(response) };
  } catch (error) {
    throw signal.aborted ? new Error(`no answer within ${timeoutSeconds} s`) : error;
  } finally {
    request.destroy();
  }
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length >= MOST_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}
