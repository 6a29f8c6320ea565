// Tells people by mail, as plain text.

import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import type { EmailTarget } from '../config/alerts/channel.ts';
import type { Message, Receipt } from './message.ts';
import { fillIn, type Vault } from './secrets.ts';

/** Sends a message through an SMTP server. */
export async function tellByMail(
  message: Message,
  target: EmailTarget,
  { vault, signal }: { readonly vault: Vault; readonly signal: AbortSignal },
): Promise<Receipt> {
  const login = loginOf(target, vault);
  const host = fillIn(target.host, vault);
  const letter = letterOf(message, target, vault);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port: target.port,
    secure: target.security === 'tls',
    requireTLS: target.security === 'starttls',
    ignoreTLS: target.security === 'none',
    getSocket: (_: unknown, done: Connected) => connect(host, target.port, { signal, done }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(target.caPath !== undefined && { tls: { ca: readFileSync(target.caPath) } }),
    ...(login !== undefined && { auth: login }),
  });
  try {
    const { response } = await Promise.race([transport.sendMail(letter), ended(signal)]);
    return { kind: 'delivered', answer: response };
  } catch (error) {
    return receiptOf(error as SmtpError);
  } finally {
    transport.close();
  }
}

/** What nodemailer says of a server's no. */
interface SmtpError extends Error {
  readonly responseCode?: number;
}

/** By SMTP a 5xx is for good, and a 4xx for now; a login that is refused may be mended. */
function receiptOf({ responseCode = 0, message }: SmtpError): Receipt {
  return { kind: responseCode >= 500 && responseCode < 600 ? 'refused' : 'failed', answer: message };
}

function loginOf({ user, password }: EmailTarget, vault: Vault) {
  if (user === undefined || password === undefined) return undefined;
  return { user: fillIn(user, vault), pass: fillIn(password, vault) };
}

function letterOf({ id, title, body, tail, isRelief, level }: Message, target: EmailTarget, vault: Vault) {
  const from = fillIn(target.from, vault);
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'watchdog.invalid';
  const mark = isRelief ? 'OK' : level.toUpperCase();
  return {
    from,
    to: target.to.map((one) => fillIn(one, vault)),
    subject: `[${mark}] ${title}`,
    text: tail === undefined ? `${body}\n` : `${body}\n\nLast words:\n\n${tail}\n`,
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Watchdog-Alert': id },
  };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new Error('no answer in time'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });
}

/** Takes a connection, as nodemailer does. */
type Connected = (error: Error | null, socket: { connection?: Socket }) => void;

/** A connection that ends with the signal: what nodemailer opens itself outlasts it. */
function connect(
  host: string,
  port: number,
  { signal, done }: { signal: AbortSignal; done: Connected },
): void {
  const socket = createConnection({ host, port, signal });
  socket.once('error', (error) => done(error, {}));
  socket.once('connect', () => done(null, { connection: socket }));
}
