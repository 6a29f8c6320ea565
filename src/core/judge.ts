// What an observation means: one verdict, with the measured values in words.
// Order: heartbeat there and well-formed → its process lives and is the service's → age → status → healthy.
// Knows no policy of recovery; whether a verdict matters is decided elsewhere.

import type { Service } from '../config/config.ts';
import { adopt, foreignProcess } from './adopt.ts';
import { ageOf } from './age.ts';
import type { Heartbeat } from './heartbeat.ts';
import { type Instance, isMember } from './instance.ts';
import { elapsedMs, type Moment } from './moment.ts';
import type { Observation } from './observation.ts';
import { isSameProcess, type ProcessFacts } from './process.ts';
import type { Verdict } from './verdict.ts';

/** What an observation means. */
export interface Judgement {
  readonly verdict: Verdict;
  /** In words, with the measured values. */
  readonly detail: string;
  /** Nothing of the service lives for certain; a verdict that is only inferred is subject to the brakes. */
  readonly proven: boolean;
  /** The process that was judged. */
  readonly pid: number | undefined;
  /** Age of the heartbeat, where it has one that can be trusted. */
  readonly ageMs: number | undefined;
  /** Wall clock of the heartbeat. */
  readonly beatAtMs: number | undefined;
  /** The instance as it is known now: adopted, or confirmed, or as before. */
  readonly instance: Instance | undefined;
  /** Something a person should hear of, whatever the verdict. */
  readonly concern: string | undefined;
}

/** What of a service the judge reads. */
export type Limits = Pick<Service, 'timeoutSeconds' | 'startGraceSeconds'>;

/** All that a judgement is made from. */
export interface Case {
  readonly limits: Limits;
  /** The recorded instance; absent where the record cannot be compared with what is seen here. */
  readonly instance: Instance | undefined;
  /** An instance is on record, but of another boot: nothing of it can live. */
  readonly outlived: boolean;
  readonly seen: Observation;
  /** Since when ages count, after a clock step. */
  readonly rebasedAt: Moment | undefined;
}

/** Judges one service. Total: every observation has a verdict. */
export function judge(matter: Case): Judgement {
  const { heartbeat } = matter.seen;
  switch (heartbeat.kind) {
    case 'unreadable':
      return conclude(matter, { verdict: 'unknown', detail: heartbeat.problem });
    case 'untrusted':
      return conclude(matter, { verdict: 'unknown', detail: heartbeat.problem, concern: heartbeat.problem });
    case 'missing':
      return withoutBeat(matter, 'no_heartbeat', 'there is no heartbeat file');
    case 'invalid':
      return withoutBeat(matter, 'invalid_heartbeat', heartbeat.problem);
    case 'read':
      return judgeIdentity(matter, heartbeat.heartbeat, heartbeat.ownerUid);
  }
}

/** Whose process the heartbeat names, and whether it lives. */
function judgeIdentity(matter: Case, beat: Heartbeat, ownerUid: number): Judgement {
  const { named } = matter.seen;
  const about = { pid: beat.pid, beatAtMs: beat.timestampMs };
  if (named === undefined || named.kind === 'unknown') {
    return conclude(matter, {
      ...about,
      verdict: 'unknown',
      detail: named?.why ?? 'its process was not looked at',
    });
  }
  if (named.kind === 'dead') return judgeDead(matter, beat, DEATHS[named.why]);
  const { instance } = matter;
  if (instance !== undefined && isMember(named.process, instance))
    return judgeMember(matter, beat, named.process);
  if (recordedLives(matter)) return judgeTwoCopies(matter, beat);
  const problem = foreignProcess(named.process, beat, ownerUid);
  if (problem === 'reused') return judgeDead(matter, beat, DEATHS.reused);
  if (problem !== undefined) {
    return conclude(matter, { ...about, verdict: 'unknown', detail: problem, concern: problem });
  }
  return judgeBeat({ ...matter, instance: adopt(named.process, matter.seen) }, beat);
}

const DEATHS = {
  gone: 'is gone',
  zombie: 'is a zombie',
  reused: 'now belongs to a program that began after this heartbeat',
  not_a_process: 'is a thread, not a process',
} as const;

function judgeDead(matter: Case, beat: Heartbeat, death: string): Judgement {
  const about = { pid: beat.pid, beatAtMs: beat.timestampMs };
  if (isUnconfirmed(matter) && recordedLives(matter))
    return { ...awaitBeat(matter, 'no_heartbeat'), ...about };
  return conclude(matter, {
    ...about,
    verdict: 'stale_pid',
    detail: `pid ${beat.pid} ${death}`,
    proven: true,
  });
}

/** A beat of somebody else while our own instance lives: never pick one to kill by chance. */
function judgeTwoCopies(matter: Case, beat: Heartbeat): Judgement {
  if (isUnconfirmed(matter)) return { ...awaitBeat(matter, 'no_heartbeat'), pid: beat.pid };
  const detail = `two live copies: pid ${beat.pid} beats, pid ${matter.instance?.leader.pid} is ours`;
  return conclude(matter, { pid: beat.pid, verdict: 'unknown', detail, concern: detail });
}

function judgeMember(matter: Case, beat: Heartbeat, process: ProcessFacts): Judgement {
  const instance = matter.instance as Instance;
  const known = isSameProcess(process, instance.beating);
  const named = known
    ? instance
    : { ...instance, beating: { pid: process.pid, startTicks: process.startTicks } };
  return judgeBeat({ ...matter, instance: named }, beat);
}

/** The beat is the service's own, and its process lives: how old is it, and what does it say? */
function judgeBeat(matter: Case, beat: Heartbeat): Judgement {
  const { limits, seen, rebasedAt } = matter;
  const ageMs = ageOf(beat.timestampMs, seen.at, rebasedAt);
  const about = { pid: beat.pid, beatAtMs: beat.timestampMs, ageMs };
  if (ageMs === undefined) {
    const aheadMs = beat.timestampMs - seen.at.wallMs;
    return withoutBeat(matter, 'invalid_heartbeat', `its timestamp lies ${seconds(aheadMs)} in the future`);
  }
  if (ageMs > limits.timeoutSeconds * 1000) {
    if (isUnconfirmed(matter)) return { ...awaitBeat(matter, 'timed_out'), ...about };
    const detail = `last beat ${seconds(ageMs)} ago, timeout ${limits.timeoutSeconds} s`;
    return conclude(matter, { ...about, verdict: 'timed_out', detail });
  }
  const confirmed = confirm(matter.instance);
  if (beat.status !== 'running') {
    const detail = `it reports status ${JSON.stringify(beat.status)}`;
    return conclude({ ...matter, instance: confirmed }, { ...about, verdict: 'error_status', detail });
  }
  return conclude({ ...matter, instance: confirmed }, { ...about, verdict: 'healthy', detail: '' });
}

function confirm(instance: Instance | undefined): Instance | undefined {
  return instance === undefined || instance.confirmed ? instance : { ...instance, confirmed: true };
}

/** No beat of it can be read: a new instance is given its grace, another one fails. */
function withoutBeat(matter: Case, verdict: Verdict, detail: string): Judgement {
  if (isUnconfirmed(matter) && recordedLives(matter)) return awaitBeat(matter, verdict);
  return conclude(matter, { verdict, detail: detail + fate(matter), proven: isProvenDead(matter) });
}

function awaitBeat(matter: Case, otherwise: Verdict): Judgement {
  const instance = matter.instance as Instance;
  const sinceMs = elapsedMs(instance.since, matter.seen.at);
  const graceSeconds = matter.limits.startGraceSeconds;
  const detail = `pid ${instance.leader.pid} was started ${seconds(sinceMs)} ago and has not beaten yet, grace ${graceSeconds} s`;
  return conclude(matter, { verdict: sinceMs <= graceSeconds * 1000 ? 'starting' : otherwise, detail });
}

function isUnconfirmed({ instance }: Case): boolean {
  return instance !== undefined && !instance.confirmed;
}

function recordedLives({ seen }: Case): boolean {
  return seen.recorded?.kind === 'alive';
}

function isProvenDead({ seen, outlived }: Case): boolean {
  return outlived || seen.recorded?.kind === 'dead';
}

function fate(matter: Case): string {
  const pid = matter.instance?.leader.pid;
  if (pid === undefined) return '';
  if (recordedLives(matter)) return `; pid ${pid} lives`;
  return isProvenDead(matter) ? `; pid ${pid} is dead` : '';
}

function conclude(
  matter: Case,
  found: Partial<Judgement> & Pick<Judgement, 'verdict' | 'detail'>,
): Judgement {
  return {
    proven: false,
    pid: matter.instance?.leader.pid,
    ageMs: undefined,
    beatAtMs: undefined,
    concern: undefined,
    ...found,
    instance: matter.instance,
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
