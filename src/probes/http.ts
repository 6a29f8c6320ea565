// Asks a web server what the check says, follows redirects as far as it may, and judges the answer. Knows not what a failure means.

import type { HttpProbe } from '../config/check.ts';
import type { Reading } from '../core/checks/reading.ts';
import { readPattern } from '../safe-pattern.ts';
import { type Answer, exchange, type Question } from './http-exchange.ts';
import { nextQuestion } from './http-redirect.ts';
import { readTrust } from './http-trust.ts';
import type { Means } from './means.ts';

const DAY_MS = 86_400_000;
const MOST_CHARACTERS = 200;

/** Asks until there is an answer; rejects when there is none, or when the signal says that it is over. */
export async function probeHttp(probe: HttpProbe, means: Means, signal: AbortSignal): Promise<Reading> {
  const beganMs = performance.now();
  const trust = await readTrust(probe);
  if ('problem' in trust) return { kind: 'unknown', detail: trust.problem };
  let question: Question = { ...probe, url: new URL(probe.url), trust };
  for (let left = probe.mostRedirects; ; left -= 1) {
    const answer = await exchange(question, signal);
    const next = left > 0 ? nextQuestion(question, answer) : undefined;
    const latencyMs = performance.now() - beganMs;
    if (next === undefined)
      return { ...judge(probe, { ...answer, place: placeOf(question.url) }, means), latencyMs };
    question = next;
  }
}

function judge(probe: HttpProbe, answer: Answer & { place: string }, { host }: Means): Reading {
  const { place, status } = answer;
  const failed = (detail: string): Reading => ({ kind: 'failed', detail: `${place}: ${detail}` });
  const daysLeft = daysBetween(host.now().wallMs, answer.certificateEndsMs);
  if (daysLeft <= 0) return failed('its certificate has expired');
  if (!probe.statuses.some(({ from, to }) => from <= status && status <= to))
    return failed(`answered ${status}`);
  const missing = missingIn(probe.body, answer.body);
  if (missing !== undefined) return failed(`answered ${status}, ${missing}`);
  if (daysLeft < (probe.certificateDays ?? 0))
    return { kind: 'degraded', detail: `${place}: its certificate expires in ${Math.floor(daysLeft)} days` };
  return { kind: 'passed', detail: '' };
}

function daysBetween(nowMs: number, endMs: number | undefined): number {
  return endMs === undefined ? Number.POSITIVE_INFINITY : (endMs - nowMs) / DAY_MS;
}

function missingIn(wanted: HttpProbe['body'], body: string): string | undefined {
  if (wanted === undefined) return undefined;
  if ('text' in wanted)
    return body.includes(wanted.text) ? undefined : `without ${JSON.stringify(wanted.text)} in its body`;
  const pattern = readPattern(wanted.regex);
  const isFound = 'isIn' in pattern && pattern.isIn(body);
  return isFound ? undefined : `without a match of ${JSON.stringify(wanted.regex)} in its body`;
}

/** Without what may be a secret in it. */
function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.slice(0, MOST_CHARACTERS);
}
