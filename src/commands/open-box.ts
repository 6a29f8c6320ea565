// Opens the letter box while somebody else holds the lease.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { type OpenRequestBox, openRequestBox } from '../store/open-request-box.ts';

const POLL_MS = 100;
const READY_WITHIN_MS = 5000;

/** The open letter box. The holder may be in the middle of making the database, or of bringing it up to date. */
export async function openBox({ dbPath }: Pick<Config, 'dbPath'>): Promise<OpenRequestBox> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      return openRequestBox(dbPath);
    } catch (error) {
      if (waitedMs > READY_WITHIN_MS) throw error;
    }
    await sleep(POLL_MS);
  }
}
