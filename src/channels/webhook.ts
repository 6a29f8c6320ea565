// Tells a server by a request, in the words that it understands.

import type { Template, WebhookTarget } from '../config/alerts/channel.ts';
import type { Message, Receipt } from './message.ts';
import { post } from './post.ts';
import { fillIn, type Vault } from './secrets.ts';
import { discord } from './templates/discord.ts';
import { ntfy, serverOf } from './templates/ntfy.ts';
import { slack } from './templates/slack.ts';
import { teams } from './templates/teams.ts';

const BODIES: Readonly<Record<Template, (message: Message, url: string) => unknown>> = {
  json: ({ document }) => document,
  slack,
  discord,
  teams,
  ntfy,
};

/** Sends a message to a webhook. */
export async function tellWebhook(
  message: Message,
  { url: written, headers: more, template, caPath }: WebhookTarget,
  { vault, signal }: { readonly vault: Vault; readonly signal: AbortSignal },
): Promise<Receipt> {
  const url = fillIn(written, vault);
  const filled = Object.entries(more).map(([name, value]) => [name, fillIn(value, vault)] as const);
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'watchdog',
    'Idempotency-Key': message.id,
    ...Object.fromEntries(filled),
  };
  const body = JSON.stringify(BODIES[template](message, url));
  return post({ url: template === 'ntfy' ? serverOf(url) : url, headers, body, caPath }, signal);
}
