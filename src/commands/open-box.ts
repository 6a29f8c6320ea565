// Opens the letter box while somebody else holds the lease.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { type OpenRequestBox, openRequestBox } from '../store/open-request-box.ts';
import { takeLease } from './lease.ts';

const POLL_MS = 100;
const READY_WITHIN_MS = 5000;

/** The open letter box. The holder may be in the middle of making the database, or of bringing it up to date. */
export async function openBox(config: Pick<Config, 'dbPath' | 'lockPath'>): Promise<OpenRequestBox> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      return openRequestBox(config.dbPath);
    } catch (error) {
      if (waitedMs > READY_WITHIN_MS) throw error;
    }
    makeOurselves(config);
    await sleep(POLL_MS);
  }
}

/** Should the holder have died before the database was complete, it is for us to make it. */
function makeOurselves(config: Pick<Config, 'dbPath' | 'lockPath'>): void {
  const outcome = takeLease(config);
  if (outcome.kind === 'taken') outcome.lease.release();
  if (outcome.kind === 'unusable') outcome.reader?.close();
}
