// Asks whoever holds the lease, and waits for its answers; should it leave meanwhile, we become the holder.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { LeaseHeldError } from '../errors.ts';
import { monotonicMs } from '../host/clock.ts';
import type { Holder } from '../store/holder.ts';
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
    const ids = box.addAll(question.kind, question.keys, { ...question.wording, by: surroundings.user() });
    const limitMs = config.checkIntervalSeconds * 1000 + PATIENCE_MS;
    return await awaitAnswers(box, { config, surroundings, ids }, limitMs);
  } finally {
    box.close();
  }
}

/** The answers in the order of the requests; those that nobody begins to serve within the limit are taken back. */
async function awaitAnswers(box: RequestBox, errand: Errand, limitMs: number): Promise<readonly Answer[]> {
  const { config, surroundings, ids } = errand;
  const tell = progressTeller(box, ids, surroundings);
  const beganMs = monotonicMs();
  for (; !ids.every((id) => isAnswered(box.get(id))); await sleep(POLL_MS)) {
    tell();
    if (surroundings.isStopping()) return leave(box, ids);
    // The holder may have left without having seen us.
    const outcome = takeLease(config);
    if (outcome.kind !== 'held') return goOnWith(outcome, box, errand);
    const waitedMs = monotonicMs() - beganMs;
    if (waitedMs > limitMs) return giveUpWaiting(box, errand, tellHolder(outcome.holder, waitedMs));
  }
  tell();
  return readAnswers(box, ids);
}

/** Nobody holds the lease any more: it is ours now, or nobody can have it. */
async function goOnWith(
  outcome: Exclude<LeaseOutcome, { kind: 'held' }>,
  box: RequestBox,
  errand: Errand,
): Promise<readonly Answer[]> {
  if (outcome.kind === 'taken') return serveOwn(outcome.lease, errand);
  if (outcome.kind === 'failed') return takeBack(box, errand.ids, outcome.why);
  outcome.reader?.close();
  throw outcome.error;
}

/** The lock is out of order, so that nobody can hold the lease and serve them. */
function takeBack(box: RequestBox, ids: readonly number[], why: string): readonly Answer[] {
  for (const id of ids) box.withdraw(id);
  return readAnswers(box, ids).map((answer) => (answer.ok ? answer : { ...answer, message: why }));
}

/** Whoever asked waits no more: what nobody has begun is taken back, the rest is in other hands. */
function leave(box: RequestBox, ids: readonly number[]): readonly Answer[] {
  const told = (id: number, message: string) => readAnswers(box, [id]).map((one) => ({ ...one, message }));
  return ids.flatMap((id) => {
    if (box.withdraw(id)) return told(id, 'taken back before anybody had begun with it');
    if (isAnswered(box.get(id))) return readAnswers(box, [id]);
    return told(id, 'the holder of the lease is at it, and goes on with it');
  });
}

function tellHolder(holder: Holder | undefined, waitedMs: number): string {
  const who = holder && `, pid ${holder.pid} since ${new Date(holder.sinceMs).toISOString()}`;
  return `not served within ${Math.round(waitedMs / 1000)} s by its holder${who ?? ''}`;
}

/** Takes back what nobody has begun to serve, and waits for the rest as long as that takes. */
async function giveUpWaiting(box: RequestBox, errand: Errand, why: string): Promise<readonly Answer[]> {
  const withdrawn = new Set(errand.ids.filter((id) => box.withdraw(id)));
  if (withdrawn.size === errand.ids.length) {
    throw new LeaseHeldError(`lease: what was asked was ${why}; expected it to begin at its next tick.`, {
      hint: 'It was taken back, and will not come to pass later. Should that process hang, end it: nothing is lost by that.',
    });
  }
  const rest = errand.ids.filter((id) => !withdrawn.has(id));
  const answers = await awaitAnswers(box, { ...errand, ids: rest }, Number.POSITIVE_INFINITY);
  const message = `lease: ${why}; it was taken back`;
  return errand.ids.map((id) =>
    withdrawn.has(id)
      ? { key: box.get(id)?.key ?? '', ok: false, message, isWithdrawn: true as const }
      : (answers[rest.indexOf(id)] as Answer),
  );
}
