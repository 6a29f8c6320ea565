// Whether somebody checks at all, and whether whoever does so now is at work.

import type { Moment } from '../../core/moment.ts';
import { readHolder } from '../../store/holder.ts';
import { guardiansOf, isWordOf } from '../guardians.ts';
import { readRecord } from '../reader-of.ts';
import { agoOf } from '../status.ts';
import { fault, type Patient, type Symptom, sound, warning } from './symptom.ts';

const START = 'Have cron start it: `watchdog cron install`.';
const NOT_KNOWN =
  'the last check: when it was is not known, for the record cannot be read; expected one that can';
/** Clocks of one machine differ by less. */
const FUTURE_MS = 60_000;

/** The last tick, and the lease. */
export function examineTicks(patient: Patient): readonly Symptom[] {
  return [lastTick(patient), lease(patient)];
}

function lastTick({ config, host }: Patient): Symptom {
  const { reader, problem } = readRecord(config);
  if (problem !== undefined)
    return warning('last_tick', NOT_KNOWN, 'See what is said of the database below.');
  const last = reader?.lastTickAt();
  reader?.close();
  if (last === undefined)
    return fault('last_tick', 'the last check: there was none so far; expected one', START);
  const now = host.now();
  if (last.wallMs - now.wallMs > FUTURE_MS) return fault('clock', inFuture(last), SET_CLOCK);
  const { agoSeconds, isOverdue } = agoOf(last, now, config);
  const found = `the last check: ${agoSeconds} s ago`;
  if (!isOverdue) return sound('last_tick', found);
  const expected = `expected one every ${config.checkIntervalSeconds} s (check_interval_seconds)`;
  return fault('last_tick', `${found}; ${expected}`, `${START} Or see why it fails: \`watchdog check\`.`);
}

const SET_CLOCK = 'Set the clock, and keep it so by NTP. Nobody is ended for it meanwhile.';

function inFuture({ wallMs }: Moment): string {
  return `the clock: the last check was at ${new Date(wallMs).toISOString()}, which is yet to come; expected a clock that is only set forward`;
}

function lease({ config, host }: Patient): Symptom {
  const guardians = guardiansOf(config, host);
  const [guardian] = guardians;
  if (guardian === undefined) return sound('lease', 'the lease: nobody is at work at this moment');
  const word = readHolder(config.dbPath);
  const isOurs = word !== undefined && isWordOf(word, guardians, host);
  const found = `the lease: pid ${guardian.pid} is at work`;
  if (!isOurs || word.dueMs >= host.now().monotonicMs) return sound('lease', found);
  return fault(
    'lease',
    `${found} since ${new Date(word.sinceMs).toISOString()}, and was to be heard of before now; expected it to have ended`,
    'The next `watchdog check` ends it, and goes on with what it was doing.',
  );
}
