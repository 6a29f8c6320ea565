// Asks for something to be done to services. Whoever holds the lease does it; when nobody does, we are the holder. Either
// way the request is a row first, so that it is not lost with whoever asked.

import type { Config, Service } from '../config/config.ts';
import type { Answer, Question } from './answer.ts';
import { askHolder } from './ask-holder.ts';
import { takeLease } from './lease.ts';
import { serveOwn } from './serve-own.ts';
import type { Surroundings } from './surroundings.ts';

/** Asks, and waits for every answer. Throws LeaseHeldError and StoreError. */
export async function ask(
  {
    kind,
    services,
    wording,
  }: Pick<Question, 'kind' | 'wording'> & { services: readonly Pick<Service, 'key'>[] },
  config: Config,
  surroundings: Surroundings,
): Promise<readonly Answer[]> {
  const question = { kind, keys: services.map(({ key }) => key), wording };
  const outcome = takeLease(config);
  switch (outcome.kind) {
    case 'unusable':
      outcome.reader?.close();
      throw outcome.error;
    case 'failed':
      return question.keys.map((key) => ({ key, ok: false, message: outcome.why }));
    case 'held':
      return askHolder(question, config, surroundings);
    case 'taken': {
      const ids = outcome.lease.requests.addAll(kind, question.keys, { ...wording, by: surroundings.user() });
      return serveOwn(outcome.lease, { config, surroundings, ids });
    }
  }
}
