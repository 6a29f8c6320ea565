// Connects to a port or a socket, and looks for a word where one is expected. Knows not what a failure means.

import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { TcpProbe } from '../config/check.ts';
import type { Reading } from '../core/checks/reading.ts';
import { find } from './names.ts';

/** Of an answer; what has not come by then is not looked for. */
const MOST_BYTES = 65_536;

/** Connects, sends and listens as the check says; rejects when it cannot, or when the signal says that it is over. */
export async function probeTcp({ to, send, expect }: TcpProbe, signal: AbortSignal): Promise<Reading> {
  const beganMs = performance.now();
  const whereabouts = 'path' in to ? {} : await find(to.host, signal);
  const socket = createConnection({ ...to, ...whereabouts });
  try {
    await once(socket, 'connect', { signal });
    if (send !== undefined) socket.write(send);
    if (expect !== undefined && !(await hears(socket, expect, signal)))
      return { kind: 'failed', detail: `${placeOf(to)} did not answer ${JSON.stringify(expect)}` };
    return { kind: 'passed', detail: '', latencyMs: performance.now() - beganMs };
  } finally {
    socket.destroy();
  }
}

async function hears(socket: Socket, word: string, signal: AbortSignal): Promise<boolean> {
  signal.addEventListener('abort', () => socket.destroy(signal.reason), { once: true });
  let heard = '';
  for await (const bytes of socket) {
    heard += (bytes as Buffer).toString('latin1');
    if (heard.includes(Buffer.from(word).toString('latin1'))) return true;
    if (heard.length > MOST_BYTES) return false;
  }
  return false;
}

/** Where it connects to, in words. */
export function placeOf(to: TcpProbe['to']): string {
  return 'path' in to ? to.path : `${to.host}:${to.port}`;
}
