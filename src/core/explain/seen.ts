// What was seen of a service, held against its limits: from this its verdict follows.

import type { Service } from '../../config/config.ts';
import { hasFailed, PASSING } from '../checks/check-memory.ts';
import type { Judgement } from '../judgement.ts';
import { elapsedMs, type Moment } from '../moment.ts';
import { isDirty } from '../restarts.ts';
import type { ServiceState } from '../service-state.ts';
import { duration, fact, type Measure } from './measure.ts';

/** One service, looked at and judged. */
export interface Sighted {
  readonly service: Service;
  readonly state: ServiceState;
  readonly judged: Judgement;
}

/** What was seen of it. */
export function seenOf(sighted: Sighted, now: Moment): readonly Measure[] {
  return [...ofBeat(sighted), ...ofInstance(sighted, now), ...ofChecks(sighted), ...ofHealth(sighted, now)];
}

function ofBeat({ service, judged }: Sighted): readonly Measure[] {
  if (service.heartbeatPath === undefined) return [];
  const age = duration('age of its heartbeat', judged.ageMs, service.timeoutSeconds);
  return [{ ...age, option: ['timeout_seconds'] }];
}

function ofInstance({ service, judged, state }: Sighted, now: Moment): readonly Measure[] {
  const pid = fact('process', judged.pid === undefined ? 'not known' : String(judged.pid));
  if (judged.proven) return [{ ...pid, value: `${pid.value}, dead for certain` }];
  const { instance } = state;
  const isNew = instance?.confirmed === false || instance?.recoveryId !== undefined;
  if (instance === undefined || !isNew) return [pid];
  const age = duration('since its start', elapsedMs(instance.since, now), service.startGraceSeconds);
  return [pid, { ...age, option: ['start_grace_seconds'] }];
}

function ofChecks({ service, state }: Sighted): readonly Measure[] {
  return service.checks.map((check) => {
    const memory = state.checks[check.name] ?? PASSING;
    const failures = memory.looks.replaceAll('p', '').length;
    const word = hasFailed(check, memory) ? 'failed' : memory.last;
    return {
      name: `check ${check.name}`,
      value: [word, memory.detail].filter((part) => part !== '').join(': '),
      limit: `${failures} of ${check.failureThreshold} failures`,
      option: ['checks'],
    };
  });
}

/** Of interest where there are restarts to be forgotten. */
function ofHealth({ service, state }: Sighted, now: Moment): readonly Measure[] {
  if (state.healthySince === undefined || !isDirty(state.restarts)) return [];
  const { stableSeconds } = service.restartPolicy;
  const well = duration('healthy without a break', elapsedMs(state.healthySince, now), stableSeconds);
  return [{ ...well, option: ['restart_policy', 'stable_seconds'] }];
}
