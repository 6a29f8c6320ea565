// One request over HTTP, on a connection of its own. Tells what was answered, and never whom exactly was asked: an address
// may be a secret.

import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Receipt } from './message.ts';

/** What is sent where. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly caPath?: string | undefined;
}

const MOST_ANSWER = 300;

/** Sends it, and takes the beginning of the answer. */
export async function post({ url, headers, body, caPath }: Post, signal: AbortSignal): Promise<Receipt> {
  try {
    const target = new URL(url);
    const { request } = await (target.protocol === 'https:' ? import('node:https') : import('node:http'));
    const ca = caPath === undefined ? {} : { ca: readFileSync(caPath) };
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = request(target, { method: 'POST', headers, agent: false, signal, ...ca }, (response) => {
        beginningOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
    return receiptOf(status, text);
  } catch (error) {
    return { kind: 'failed', answer: signal.aborted ? 'no answer in time' : (error as Error).message };
  }
}

/** Of no use to try again what the other end does not understand; too many requests are another matter. */
function receiptOf(status: number, text: string): Receipt {
  const answer = text === '' ? `${status}` : `${status}: ${text}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', answer };
  const isRefused = status >= 300 && status < 500 && status !== 408 && status !== 429;
  return { kind: isRefused ? 'refused' : 'failed', answer };
}

/** An answer that breaks off is one all the same. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const part of response) {
      text += part;
      if (text.length >= MOST_ANSWER) break;
    }
  } catch {
    // Its status has been said.
  }
  response.destroy();
  return text.slice(0, MOST_ANSWER).replace(/\s+/g, ' ').trim();
}
