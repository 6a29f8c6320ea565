// I5: a service that could not be looked at is neither recovered nor gone on with of our own accord, nor is anything about it
// changed; and one that the config asks for no more is left as it is.

import type { TickCommit } from '../../../src/store/store.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import { lives } from '../world/process.ts';
import type { Glimpse, Look } from '../world/senses.ts';
import { holdersOfCookies, type Witness } from './witness.ts';

/** Judges a tick that was committed. */
export function checkUnknown({ recoveries, states, closed }: TickCommit, witness: Witness): void {
  const { findings, record, config } = witness;
  const checked = config().services.filter(({ enabled }) => enabled);
  const isChecked = (key: string) => checked.some((service) => service.key === key);
  for (const key of [...recoveries.map((plan) => plan.key), ...states.keys()])
    if (!isChecked(key)) findings.violate('I5', `${key} is not checked, and yet judged`);
  for (const { key } of recoveries) checkBegun(key, witness);
  for (const { key } of checked.filter((service) => isUnseen(service.key, witness)))
    if (states.has(key))
      findings.violate('I5', `what is remembered of ${key} changes though it could not be looked at`);
  for (const id of closed) {
    const [row] = record.rows<{ key: string; desired: string }>(
      'SELECT key, desired FROM recoveries JOIN services USING (key) WHERE id = ?',
      id,
    );
    // What is off is not judged: that nothing more is done to it needs no look.
    if (row !== undefined && row.desired !== 'off') checkBegun(row.key, witness);
  }
}

/** Judges every recovery of our own accord that an invocation begins, or goes on with, from now on. */
export function watchPerformances({ performances }: Memory, witness: Witness): void {
  const begin = performances.set.bind(performances);
  performances.set = (key, performance) => {
    const service = witness.config().services.find((one) => one.key === key);
    const { requestId } = performance.recovery;
    // What an operator has asked for is gone through with, whatever can be seen: it is no action of ours.
    if (requestId === undefined) checkBegun(key, witness);
    if (service === undefined || (requestId === undefined && !service.enabled))
      witness.findings.violate('I5', `${key} is recovered though the config asks for it no more`);
    return begin(key, performance);
  };
}

function checkBegun(key: string, witness: Witness): void {
  const glimpse = witness.senses.glimpses.get(key);
  if (glimpse === undefined || isDoubtful(glimpse) || isUnseen(key, witness))
    witness.findings.violate('I5', `${key} is recovered though it could not be looked at`);
}

/** Something of it that was looked for could not be seen. */
function isDoubtful({ looks, isTableBlind }: Glimpse): boolean {
  return isTableBlind || looks.some(({ found }) => found.kind === 'unknown');
}

/** Whether what was seen tells nothing: neither that it is well, nor that it is dead. */
function isUnseen(key: string, witness: Witness): boolean {
  const glimpse = witness.senses.glimpses.get(key);
  if (glimpse === undefined) return true;
  const { file } = glimpse;
  if (file.kind === 'unreadable') return isDoubtful(glimpse) || !isSeenDead(key, glimpse, witness);
  // That the process which beats was seen to live tells that it is well, whatever else could not be seen.
  return (
    isDoubtful(glimpse) &&
    !(file.kind === 'read' && isSeenToLive(file.heartbeat.pid, key, { glimpse, witness }))
  );
}

/**
 * Who is seen to be dead needs no file to say so: then it was looked at. But until it was seen well nobody with its cookie may live,
 * for a start may daemonise late.
 */
function isSeenDead(key: string, { looks }: Glimpse, witness: Witness): boolean {
  const [row] = witness.record.rows<{ cookie: string | null; confirmed: number | null }>(
    'SELECT cookie, confirmed FROM services WHERE key = ?',
    key,
  );
  const holders = holdersOfCookies(key, witness).filter(({ marks }) => marks.instance === row?.cookie);
  const hasLeft = holders.length > 0 && row?.confirmed !== 1;
  return looks.length > 0 && looks.every(isOfDead) && !hasLeft;
}

function isOfDead({ found, known }: Look): boolean {
  return found.kind === 'dead' || (found.kind === 'alive' && found.process.startTicks !== known?.startTicks);
}

function isSeenToLive(
  pid: number,
  key: string,
  { glimpse, witness }: { readonly glimpse: Glimpse; readonly witness: Witness },
): boolean {
  const it = witness.machine.processes.find(pid);
  const isSeen = glimpse.looks.some((look) => look.pid === pid && look.found.kind === 'alive');
  return isSeen && it !== undefined && lives(it) && it.key === key;
}
