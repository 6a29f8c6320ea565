// Asks whoever holds the lease, and waits for its answers; should it leave meanwhile, we become the holder.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { LeaseHeldError, type StoreError } from '../errors.ts';
import type { RequestBox } from '../store/store.ts';
import { type Answer, isAnswered, progressTeller, type Question, readAnswers } from './answer.ts';
import { type LeaseOutcome, takeLease } from './lease.ts';
import { openBox } from './open-box.ts';
import { type Errand, serveOwn } from './serve-own.ts';
import type { Surroundings } from './surroundings.ts';

const POLL_MS = 100;
/** Beyond one check interval, for a pass at work. */
const PATIENCE_MS = 15_000;

/** Asks, and waits. Throws LeaseHeldError when the holder does not begin to serve in time; what it began is waited for. */
export async function askHolder(
  question: Question,
  config: Config,
  surroundings: Surroundings,
): Promise<readonly Answer[]> {
  const box = await openBox(config);
  try {
    const ids = box.addAll(question.kind, question.keys, surroundings.user);
    return await awaitAnswers(box, { config, surroundings, ids });
  } finally {
    box.close();
  }
}

async function awaitAnswers(box: RequestBox, errand: Errand): Promise<readonly Answer[]> {
  const { config, surroundings, ids } = errand;
  const tell = progressTeller(box, ids, surroundings);
  const limitMs = config.checkIntervalSeconds * 1000 + PATIENCE_MS;
  for (let waitedMs = 0; !ids.every((id) => isAnswered(box.get(id))); waitedMs += POLL_MS) {
    tell();
    // The holder may have left without having seen us.
    const outcome = takeLease(config);
    if (outcome.kind === 'taken') return serveOwn(outcome.lease, errand);
    if (outcome.kind === 'unusable') throw refused(outcome);
    if (outcome.kind === 'failed') return takeBack(box, ids, outcome.why);
    if (waitedMs > limitMs || surroundings.isStopping()) withdraw(box, ids, waitedMs);
    await sleep(POLL_MS);
  }
  tell();
  return readAnswers(box, ids);
}

function refused({ error, reader }: Extract<LeaseOutcome, { kind: 'unusable' }>): StoreError {
  reader?.close();
  return error;
}

/** The lock is out of order, so that nobody can hold the lease and serve them. */
function takeBack(box: RequestBox, ids: readonly number[], why: string): readonly Answer[] {
  for (const id of ids) box.withdraw(id);
  return readAnswers(box, ids).map((answer) => (answer.ok ? answer : { ...answer, message: why }));
}

/** Takes back what nobody has begun to serve. */
function withdraw(box: RequestBox, ids: readonly number[], waitedMs: number): void {
  const withdrawn = ids.filter((id) => box.withdraw(id)).length;
  if (withdrawn === 0) return;
  const seconds = Math.round(waitedMs / 1000);
  throw new LeaseHeldError(
    `lease: ${withdrawn} request(s) were not served within ${seconds} s; expected its holder to serve them at its next tick.`,
    {
      hint: 'They were withdrawn. See who holds the lease with `watchdog check`, and try again when it is done.',
    },
  );
}
