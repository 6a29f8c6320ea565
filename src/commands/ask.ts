// Asks the holder of the lease for something, and waits for its answer; when nobody holds it, we are the holder and serve
// ourselves. Either way the request is a row first, so that it is not lost with whoever asked.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, Service } from '../config/config.ts';
import type { Request, RequestKind } from '../core/request.ts';
import { LeaseHeldError } from '../errors.ts';
import { type OpenRequestBox, openRequestBox } from '../store/open-request-box.ts';
import type { RequestBox } from '../store/store.ts';
import { run } from '../supervision/run.ts';
import { type Lease, takeLease } from './lease.ts';
import { openWorld } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of one request. */
export interface Answer {
  readonly key: string;
  readonly ok: boolean;
  readonly message: string;
}

/** What is asked, and of which services. */
export interface Question {
  readonly kind: Exclude<RequestKind, 'hand_over'>;
  readonly services: readonly Service[];
}

const POLL_MS = 100;
/** Beyond one check interval, for a pass at work. */
const PATIENCE_MS = 15_000;

/**
 * Asks, and waits for every answer. Throws LeaseHeldError when the holder does not begin to serve in time (the request is
 * then withdrawn), and StoreError when the database cannot be used.
 */
export async function ask(
  question: Question,
  config: Config,
  surroundings: Surroundings,
): Promise<readonly Answer[]> {
  const outcome = takeLease(config);
  switch (outcome.kind) {
    case 'unusable':
      outcome.reader?.close();
      throw outcome.error;
    case 'failed':
      return question.services.map(({ key }) => ({ key, ok: false, message: outcome.why }));
    case 'taken':
      return serveOurselves(outcome.lease, config, { question, surroundings });
    case 'held':
      return askTheHolder(question, config, surroundings);
  }
}

interface Asker {
  readonly question: Question;
  readonly surroundings: Surroundings;
}

async function serveOurselves(
  lease: Lease,
  config: Config,
  { question, surroundings }: Asker,
): Promise<readonly Answer[]> {
  const ids = post(lease.requests, question, surroundings.user);
  return hold(lease, config, { ids, surroundings });
}

/** Works as the holder until nothing is left to do, and reads the answers. */
async function hold(
  lease: Lease,
  config: Config,
  { ids, surroundings }: { ids: readonly number[]; surroundings: Surroundings },
): Promise<readonly Answer[]> {
  try {
    const watcher = watch(lease.requests, ids, surroundings);
    const intervalMs = config.checkIntervalSeconds * 1000;
    await run(openWorld(config, lease, surroundings), { passes: 'none', intervalMs, forMs: 0 }).finally(
      watcher.stop,
    );
    return answers(lease.requests, ids);
  } finally {
    lease.release();
  }
}

async function askTheHolder(
  question: Question,
  config: Config,
  surroundings: Surroundings,
): Promise<readonly Answer[]> {
  const box = openRequestBox(config.dbPath);
  try {
    const ids = post(box, question, surroundings.user);
    return await awaitAnswers(box, ids, { config, surroundings });
  } finally {
    box.close();
  }
}

async function awaitAnswers(
  box: OpenRequestBox,
  ids: readonly number[],
  { config, surroundings }: { config: Config; surroundings: Surroundings },
): Promise<readonly Answer[]> {
  const progress = progressTeller(box, ids, surroundings);
  const limitMs = config.checkIntervalSeconds * 1000 + PATIENCE_MS;
  for (let waitedMs = 0; !ids.every((id) => isAnswered(box.get(id))); waitedMs += POLL_MS) {
    progress();
    // The holder may have left without having seen us: then we are the holder.
    const outcome = takeLease(config);
    if (outcome.kind === 'taken') return hold(outcome.lease, config, { ids, surroundings });
    if (outcome.kind === 'unusable') throw outcome.error;
    if (waitedMs > limitMs || surroundings.isStopping()) withdraw(box, ids, waitedMs);
    await sleep(POLL_MS);
  }
  progress();
  return answers(box, ids);
}

/** Takes back what nobody has begun to serve; what is being served is waited for. */
function withdraw(box: OpenRequestBox, ids: readonly number[], waitedMs: number): void {
  const withdrawn = ids.filter((id) => box.withdraw(id));
  if (withdrawn.length === 0) return;
  throw new LeaseHeldError(
    `lease: ${withdrawn.length} request(s) were not served within ${Math.round(waitedMs / 1000)} s; expected the holder to serve them at its next tick.`,
    {
      hint: 'They were withdrawn. `watchdog status` shows what the holder is doing; try again when it is done.',
    },
  );
}

function post(box: RequestBox, { kind, services }: Question, by: string): readonly number[] {
  return services.map(({ key }) => box.add(kind, key, by).id);
}

function isAnswered(request: Request | undefined): boolean {
  return request === undefined || (request.status !== 'pending' && request.status !== 'taken');
}

function answers(box: RequestBox, ids: readonly number[]): readonly Answer[] {
  return ids.map((id) => {
    const request = box.get(id);
    const ok = request?.status === 'done';
    const message = isAnswered(request)
      ? request?.message
      : 'interrupted; the next invocation goes on with it';
    return { key: request?.key ?? '', ok, message: message ?? 'no answer' };
  });
}

/** Shows progress while we are at work ourselves. */
function watch(box: RequestBox, ids: readonly number[], surroundings: Surroundings): { stop(): void } {
  const progress = progressTeller(box, ids, surroundings);
  const timer = setInterval(progress, POLL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      progress();
    },
  };
}

/** Tells how far the requests are, whenever one of them has come further. */
function progressTeller(box: RequestBox, ids: readonly number[], surroundings: Surroundings): () => void {
  let told = '';
  return () => {
    const answered = ids.filter((id) => isAnswered(box.get(id))).length;
    const line = `${answered} of ${ids.length} done`;
    if (ids.length > 1 && line !== told) surroundings.showProgress(line);
    told = line;
  };
}
