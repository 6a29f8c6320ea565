// Delivers a message to whatever a channel leads to, within its time. What goes wrong is a value, and no secret shows in it.

import type { Channel, Target } from '../config/alerts/channel.ts';
import type { Command } from '../config/command.ts';
import { tellByMail } from './email.ts';
import { tellFile } from './file.ts';
import type { Message, Receipt } from './message.ts';
import { openVault, type Vault, withoutSecrets } from './secrets.ts';
import { tellWebhook } from './webhook.ts';

/** What a delivery needs of the process that it is made in. */
export interface Means {
  readonly env: Vault['env'];
  /** Nothing goes on beyond it. */
  readonly signal: AbortSignal;
  /** Runs a command that reads `input`. */
  run(command: Command, input: string, signal: AbortSignal): Promise<Receipt>;
}

/** Delivers a message by a channel. */
export async function deliver(
  message: Message,
  { target, timeoutSeconds }: Pick<Channel, 'target' | 'timeoutSeconds'>,
  means: Means,
): Promise<Receipt> {
  const vault = openVault(means.env);
  const { signal, release } = within(timeoutSeconds, means.signal);
  try {
    const receipt = await tell(message, target, { ...means, vault, signal });
    return { ...receipt, answer: withoutSecrets(receipt.answer, vault) };
  } catch (error) {
    return { kind: 'failed', answer: withoutSecrets((error as Error).message, vault) };
  } finally {
    release();
  }
}

/** A signal of our own: one of `AbortSignal.any` is lost on Node 20 when nobody but a listener holds it. */
function within(seconds: number, outer: AbortSignal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, seconds * 1000);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  const release = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, release };
}

async function tell(message: Message, target: Target, means: Means & { vault: Vault }): Promise<Receipt> {
  switch (target.kind) {
    case 'webhook':
      return tellWebhook(message, target, means);
    case 'email':
      return tellByMail(message, target, means);
    case 'file':
      return tellFile(message, target.path);
    case 'command':
      return means.run(target.command, `${JSON.stringify(message.document)}\n`, means.signal);
  }
}
