// Tells a dead-man switch that a check begins, and how it ended. Knows not what is checked.

import type { Ping } from '../config/alerts/channel.ts';
import type { Receipt } from './message.ts';
import { post } from './post.ts';
import { fillIn, openVault, type Vault, withoutSecrets } from './secrets.ts';

/** What is told: that a check begins, or the exit code that it ends with. */
export type Beat = 'start' | number;

/** Tells it, unless the signal says that it is over before; what goes wrong is a value, and no secret shows in it. */
export async function pingOnce(
  { url }: Pick<Ping, 'url'>,
  beat: Beat,
  { env, signal }: { readonly env: Vault['env']; readonly signal: AbortSignal },
): Promise<Receipt> {
  const vault = openVault(env);
  try {
    const target = addressOf(fillIn(url, vault), beat);
    const receipt = await post({ url: target, headers: { 'User-Agent': 'watchdog' }, body: '' }, signal);
    return { ...receipt, answer: withoutSecrets(receipt.answer, vault) };
  } catch (error) {
    return { kind: 'failed', answer: withoutSecrets((error as Error).message, vault) };
  }
}

/** Its path with one part more; what follows a question mark stays behind it. */
function addressOf(url: string, beat: Beat): string {
  const target = new URL(url);
  target.pathname = `${target.pathname.replace(/\/$/, '')}/${beat}`;
  return target.href;
}
