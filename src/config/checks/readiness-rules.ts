/** What must hold for the check by which a new instance shows that it is ready. */
import type { Draft } from '../draft.ts';
import type { Finding } from '../finding.ts';
import { readinessOf } from './readiness.ts';
import type { CheckEntry } from './schema.ts';

const ANSWERING: readonly CheckEntry['type'][] = ['tcp', 'http', 'command'];

/** Only what answers tells that it is ready. */
export function readinessAnswers({ services }: Draft): Finding[] {
  return [...services].flatMap(([key, entry]) => {
    const written = readinessOf(entry);
    if (written === undefined || ANSWERING.includes(written.type)) return [];
    const found = `a check of type "${written.type}", to which nobody answers`;
    return [{ at: ['processes', key, 'readiness'], found, expected: 'one of type tcp, http or command' }];
  });
}
