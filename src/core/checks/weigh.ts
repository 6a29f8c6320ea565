// What the checks of a service add to what its heartbeat and its process mean: the worst wins, and all reasons are told.
// Knows nothing of how a check looks.

import type { Check } from '../../config/check.ts';
import { isUnprovenInGrace } from '../grace.ts';
import type { Case, Judgement } from '../judgement.ts';
import { ITSELF } from '../streak.ts';
import { isBad, type Verdict } from '../verdict.ts';
import { type CheckMemories, type CheckMemory, hasFailed, PASSING } from './check-memory.ts';
import { missingProof } from './proof.ts';
import type { Reading, Readings } from './reading.ts';

/** What the checks of a service came to. */
export interface Weighed {
  readonly checks: readonly Check[];
  /** With this pass's readings taken in. */
  readonly memories: CheckMemories;
  /** Of this pass only. */
  readonly readings: Readings;
}

/** Checks that are not well, in the order of the config. */
interface Sifted {
  readonly failing: readonly Check[];
  readonly unseen: readonly Check[];
  /** In words: what is not well, and no reason to act. */
  readonly warnings: readonly string[];
}

/** The judgement in the light of the checks. */
export function weigh(matter: Case, judged: Judgement, weighed: Weighed): Judgement {
  if (weighed.checks.length === 0) return judged;
  const sifted = sift(weighed);
  const unseen = sifted.unseen.map((check) => tell(check, weighed));
  const concern = join([judged.concern, ...sifted.warnings, ...unseen]);
  return { ...judged, ...combine(matter, judged, { ...weighed, ...sifted }), concern };
}

type Change = Partial<Pick<Judgement, 'verdict' | 'detail' | 'isNews' | 'isEased' | 'culprits'>>;

function combine(matter: Case, judged: Judgement, found: Weighed & Sifted): Change {
  const { failing, unseen } = found;
  const why = (checks: readonly Check[]) =>
    join([judged.detail, ...checks.map((check) => tell(check, found))]) ?? '';
  if (judged.verdict === 'unknown') return {};
  // Nor does a check that passes vouch for the dead: the port that answers may be the database's.
  if (isBad(judged.verdict)) return { detail: why(failing), culprits: [ITSELF, ...failedNow(found)] };
  if (failing.length > 0) {
    const failed = failedNow(found);
    const isNews = failed.length > 0;
    const isStarting = judged.verdict === 'starting' || isUnprovenInGrace(matter);
    return {
      verdict: isStarting ? 'starting' : worst(failing),
      detail: why(failing),
      isNews,
      isEased: failing.every(({ name }) => hasPassed(found.readings.get(name))),
      culprits: isNews ? failed : failing.map(({ name }) => name),
    };
  }
  if (unseen.length > 0) return { verdict: 'unknown', detail: why(unseen) };
  return judged.verdict === 'healthy' ? (missingProof(matter, found) ?? {}) : {};
}

/** Those that were looked at anew and have failed again. */
function failedNow({ failing, readings }: Weighed & Sifted): readonly string[] {
  return failing.map(({ name }) => name).filter((name) => readings.get(name)?.kind === 'failed');
}

function hasPassed(reading: Reading | undefined): boolean {
  return reading?.kind === 'passed' || reading?.kind === 'degraded';
}

const VERDICTS: Record<Check['probe']['kind'], Verdict> = {
  tcp: 'check_failed',
  http: 'check_failed',
  command: 'check_failed',
  log: 'check_failed',
  resources: 'over_limit',
  progress: 'no_progress',
  busy: 'timed_out',
};
const WORST_FIRST: readonly Verdict[] = ['check_failed', 'no_progress', 'over_limit'];

function worst(failing: readonly Check[]): Verdict {
  const found = new Set(failing.map(({ probe }) => VERDICTS[probe.kind]));
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? 'check_failed';
}

function sift(weighed: Weighed): Sifted {
  const failing: Check[] = [];
  const unseen: Check[] = [];
  const warnings: string[] = [];
  for (const check of weighed.checks) {
    const memory = memoryOf(check, weighed);
    const isFailing = hasFailed(check, memory);
    if (check.severity === 'restart' && memory.last === 'unknown') unseen.push(check);
    else if (isFailing && check.severity === 'restart') failing.push(check);
    else if (isFailing || memory.last === 'degraded') warnings.push(tell(check, weighed));
  }
  return { failing, unseen, warnings };
}

function memoryOf({ name }: Check, { memories }: Weighed): CheckMemory {
  return memories[name] ?? PASSING;
}

function tell(check: Check, weighed: Weighed): string {
  const { detail, looks } = memoryOf(check, weighed);
  return `check ${check.name}: ${detail || `has just passed, of its last ${looks.length} looks ${looks.replaceAll('p', '').length} failed`}`;
}

function join(parts: readonly (string | undefined)[]): string | undefined {
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join('; ');
}
