// Tells whoever wants to hear of it what has happened. Nothing that goes wrong here stops anybody: it is logged, and tried
// again by the next invocation.

import type { Desk } from './desk.ts';
import { fillOutbox } from './fill.ts';
import { sendAll } from './send.ts';

/** Fills the outbox, and sends what is in it. */
export async function tell(desk: Desk): Promise<void> {
  try {
    fillOutbox(desk);
    await sendAll(desk);
  } catch (error) {
    desk.log({ level: 'ERROR', message: `alerts: ${(error as Error).message}` });
  }
}
