/** What must hold for the check by which a new instance shows that it is ready. */
import type { Draft, DraftService } from '../draft.ts';
import type { Finding } from '../finding.ts';
import { graceSecondsOf } from '../grace.ts';
import { readinessOf } from './readiness.ts';
import { isProcessCheck } from './resolve-source.ts';
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

/** It always matters, for nothing else is asked of a service that is not ready. */
export function readinessIsNoWarning({ services }: Draft): Finding[] {
  return [...services].flatMap(([key, entry]) => {
    if (askedOf(entry)?.severity !== 'warn') return [];
    const at = ['processes', key, 'readiness', 'severity'];
    return [{ at, found: '"warn"', expected: 'none: who does not get ready in time is recovered' }];
  });
}

/** It is looked at before the grace is over in which it must pass. */
export function readinessIsAskedInTime({ settings, defaults, services }: Draft): Finding[] {
  return [...services].flatMap(([key, entry]) => {
    const delay = askedOf(entry)?.initial_delay_seconds ?? 0;
    const grace = graceSecondsOf({ ...settings, ...defaults, ...entry });
    if (delay === 0 || delay < grace) return [];
    const at = ['processes', key, 'readiness', 'initial_delay_seconds'];
    return [
      { at, found: `${delay}`, expected: `less than start_grace_seconds, ${grace}, by which it must pass` },
    ];
  });
}

function askedOf(entry: DraftService): Exclude<CheckEntry, { type: 'process' }> | undefined {
  const written = readinessOf(entry);
  return written === undefined || isProcessCheck(written) ? undefined : written;
}
