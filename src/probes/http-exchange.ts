// One request and its answer, over a connection of its own that ends with it. Judges nothing.

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { HttpProbe } from '../config/check.ts';
import type { Trust } from './http-trust.ts';
import { find } from './names.ts';

/** What is asked. */
export interface Question
  extends Pick<
    HttpProbe,
    'method' | 'headers' | 'body' | 'socketPath' | 'isAnyoneTrusted' | 'servername' | 'certificateDays'
  > {
  readonly url: URL;
  readonly trust: Trust;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** Its first 64 KiB; empty where it was not asked for. */
  readonly body: string;
  /** On the wall clock; absent where it was not asked for. */
  readonly certificateEndsMs: number | undefined;
}

const MOST_BYTES = 65_536;

/** Asks, and takes of the answer what is needed; rejects where there is none, or when the signal says that it is over. */
export async function exchange(question: Question, signal: AbortSignal): Promise<Answer> {
  const { url, socketPath, certificateDays, body } = question;
  const whereabouts = socketPath === undefined ? await find(url.hostname, signal) : {};
  const { request: begin } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const request = begin(url, { ...optionsOf(question), ...whereabouts, signal });
  // It may fail once more after it has been given up.
  request.on('error', () => {});
  try {
    const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      location: response.headers.location,
      certificateEndsMs: certificateDays === undefined ? undefined : endOfCertificate(response),
      body: body === undefined ? '' : await readBody(response),
    };
  } finally {
    request.destroy();
  }
}

function optionsOf({ method, headers, socketPath, servername, isAnyoneTrusted, trust }: Question) {
  return {
    method,
    headers,
    agent: false,
    rejectUnauthorized: !isAnyoneTrusted,
    ...trust,
    ...(socketPath !== undefined && { socketPath }),
    ...(servername !== undefined && { servername }),
  };
}

function endOfCertificate({ socket }: IncomingMessage): number | undefined {
  const { valid_to: end } = (socket as Partial<TLSSocket>).getPeerCertificate?.() ?? {};
  return end === undefined ? undefined : Date.parse(end);
}

async function readBody(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length >= MOST_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}
