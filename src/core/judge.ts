// What an observation means: one verdict, with the measured values in words.
// Order: heartbeat there and well-formed → its process lives and is the service's → age → status → healthy.
// Knows no policy of recovery; whether a verdict matters is decided elsewhere.

import { adopt } from './adopt.ts';
import { ageOf, isAhead } from './age.ts';
import { isInGrace, isProvenDead, newInstance, recordedLives, withoutBeat } from './grace.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { Instance } from './instance.ts';
import { aheadOf, confirm, judgeBeat, sight } from './judge-beat.ts';
import { judgeMissing, judgeProcess, judgeUnseen } from './judge-silence.ts';
import { judgeStart } from './judge-start.ts';
import { type Case, conclude, type Judgement, revise } from './judgement.ts';
import { endOf, tellEnd } from './last-word.ts';
import { isSameProcess, type ProcessFacts } from './process.ts';
import { show } from './show.ts';
import { takeIn } from './take-in.ts';
import { isPlausible } from './timestamp.ts';
import { isBad } from './verdict.ts';
import { hasPassedOn, writerOf } from './writer.ts';

/** Judges one service. Total: every observation has a verdict. Nothing counts while we could not look at its process. */
export function judge(given: Case): Judgement {
  const { searched, recorded: known } = given.seen;
  if (searched !== undefined && known?.kind === 'alive') return judgeStart(given, searched);
  if (searched?.kind === 'untold')
    return conclude(given, { verdict: 'unknown', detail: searched.why, concern: searched.why });
  const matter = takeIn(given);
  const judged = judgeHeartbeat(matter);
  const { at, recorded } = matter.seen;
  if (isBad(judged.verdict) && recorded?.kind === 'unknown') {
    return conclude(matter, { verdict: 'unknown', detail: recorded.why, concern: recorded.why });
  }
  if (judged.verdict === 'invalid_heartbeat' && !judged.proven && !isPlausible(at.wallMs)) {
    const detail = `${judged.detail}; ${CLOCK_UNSET}`;
    return conclude(matter, { verdict: 'unknown', detail, concern: detail });
  }
  // What cannot be looked at is watched by nobody: a person must hear of it.
  return judged.verdict === 'unknown' ? { ...judged, concern: judged.concern ?? judged.detail } : judged;
}

const ROOT = 0;
const CLOCK_UNSET = 'nor is the clock of this host set: by it no beat can be called wrong';

function judgeHeartbeat(matter: Case): Judgement {
  const { heartbeat } = matter.seen;
  const { heartbeatPath } = matter.limits;
  switch (heartbeat.kind) {
    case 'unreadable':
    case 'untrusted':
      return judgeUnseen(matter, `${heartbeatPath}: ${heartbeat.problem}`);
    case 'none':
      return judgeProcess(matter);
    case 'missing':
      return judgeMissing(matter);
    case 'invalid':
      return withoutBeat(matter, 'invalid_heartbeat', `${heartbeatPath}: ${heartbeat.problem}`);
    case 'read':
      return heartbeat.heartbeat.foreignKey === undefined
        ? judgeIdentity(matter, heartbeat.heartbeat, heartbeat.ownerUid)
        : judgeForeign(matter, heartbeat.heartbeat);
  }
}

/** The beat of a service that has another name, or had one before the config was edited: beside it nothing is started. */
function judgeForeign(matter: Case, beat: Heartbeat): Judgement {
  const { limits, seen } = matter;
  const problem = `${limits.heartbeatPath}: process_key is ${show(beat.foreignKey)}; expected "${limits.key}"`;
  const { named } = seen;
  const isOver = named?.kind === 'dead' || (named?.kind === 'alive' && hasPassedOn(named.process, beat));
  if (isOver || !isFresh(matter, beat)) return withoutBeat(matter, 'invalid_heartbeat', problem);
  return judgeStranger(matter, beat, `${problem}. Pid ${beat.pid}, which it names, lives`);
}

/** Whose process the heartbeat names, and whether it lives. */
function judgeIdentity(matter: Case, beat: Heartbeat, ownerUid: number): Judgement {
  const { instance, limits, seen } = matter;
  const { named } = seen;
  if (named === undefined || named.kind === 'unknown')
    return doubt(matter, beat, { detail: named?.why ?? 'its process was not looked at' });
  if (named.kind === 'dead' && seen.doubt !== undefined)
    return judgeStranger(matter, beat, `pid ${beat.pid} ${DEATHS[named.why]}: ${seen.doubt}`);
  if (named.kind === 'dead') return judgeDead(confirmBy(beat, matter), beat, DEATHS[named.why]);
  const writer = writerOf(named.process, beat, {
    key: limits.key,
    ownerUid,
    instance,
    recorded: seen.recorded,
    exposure: seen.exposure,
    doubt: seen.doubt,
  });
  switch (writer.kind) {
    case 'gone':
      return judgeDead(confirmBy(beat, matter), beat, DEATHS.reused);
    case 'predecessor':
      return judgeDead(sight(revise(matter, { instance, recorded: named }), beat), beat, DEATHS.reused);
    case 'stranger':
      return judgeStranger(matter, beat, writer.problem);
    case 'copy':
      return judgeCopy(matter, beat, named.process);
    case 'member': {
      // What beats is what is known to live of the instance.
      const beating = beatBy(named.process, instance as Instance);
      return judgeBeat(revise(matter, { instance: beating, recorded: named }), beat);
    }
  }
}

const DEATHS = {
  gone: 'is gone',
  zombie: 'is a zombie',
  reused: 'now belongs to a program that began after this heartbeat',
  not_a_process: 'is a thread, not a process',
} as const;

function judgeDead(matter: Case, beat: Heartbeat, death: string): Judgement {
  if (matter.elsewhere && isFresh(matter, beat)) {
    const problem = `pid ${beat.pid} ${death} here, but it was on record in another pid namespace, and it beats`;
    return doubt(matter, beat, { detail: problem, concern: problem });
  }
  // While a new instance lives, the dead one is somebody before it.
  const isReplaced = newInstance(matter) !== undefined;
  const told = `pid ${beat.pid} ${death}${tellEnd(beat)}`;
  const judged = withoutBeat(matter, isReplaced ? 'no_heartbeat' : 'stale_pid', told);
  const pid = isReplaced ? judged.pid : beat.pid;
  const proven = !recordedLives(matter);
  return { ...judged, pid, beatAtMs: beat.timestampMs, proven, ...endOf(matter, beat) };
}

/**
 * The beat names nobody that may be taken for the service: neither is he to be killed, nor a second copy started beside whoever
 * writes. When ours is proven dead, only a beat of now says that somebody writes, and only where nobody else could have written.
 */
function judgeStranger(matter: Case, beat: Heartbeat, problem: string): Judgement {
  if (isInGrace(matter)) return withoutBeat(matter, 'no_heartbeat', problem);
  if (!isProvenDead(matter) || (isFresh(matter, beat) && isOfItsUser(matter)))
    return doubt(matter, beat, { detail: problem, concern: problem });
  return { ...withoutBeat(matter, 'no_heartbeat', problem), concern: problem };
}

/** Whether nobody but the user of the instance on record, or root, could have written the heartbeat. */
function isOfItsUser({ instance, seen: { heartbeat, exposure } }: Case): boolean {
  if (heartbeat.kind !== 'read' || exposure !== undefined) return false;
  return instance === undefined || [ROOT, instance.uid].includes(heartbeat.ownerUid);
}

/** The beat is of somebody who may well be the service, though he is not the one on record. */
function judgeCopy(matter: Case, beat: Heartbeat, process: ProcessFacts): Judgement {
  const { instance, seen } = matter;
  if (seen.recorded !== undefined && seen.recorded.kind !== 'dead') {
    // Never pick one to kill by chance.
    const problem = `two live copies: pid ${beat.pid} beats, pid ${instance?.leader.pid} is ours`;
    return judgeStranger(matter, beat, problem);
  }
  if (matter.doubted === beat.pid && !isFresh(matter, beat)) {
    const problem = `its last beat is old, and of pid ${beat.pid}, which that names, it could not be told before whether it is the service`;
    return judgeStranger(matter, beat, `${problem}. \`watchdog restart\` starts it anew`);
  }
  if (!isAhead(beat.timestampMs, seen.at)) {
    const adopted = adopt(process, seen);
    return judgeBeat(revise(matter, { instance: adopted, recorded: seen.named }), beat);
  }
  // Any process has begun before a time to come, so that such a beat vouches for none.
  const problem = `${aheadOf(beat, seen)}: it does not vouch for pid ${beat.pid}`;
  return isProvenDead(matter)
    ? withoutBeat(matter, 'invalid_heartbeat', problem)
    : judgeStranger(matter, beat, problem);
}

function isFresh({ limits, seen, rebasedAt }: Case, beat: Heartbeat): boolean {
  const ageMs = ageOf(beat.timestampMs, seen.at, rebasedAt);
  return ageMs !== undefined && ageMs <= limits.timeoutSeconds * 1000;
}

function beatBy({ pid, startTicks }: ProcessFacts, instance: Instance): Instance {
  const beating = { pid, startTicks };
  return isSameProcess(beating, instance.beating) ? instance : { ...instance, beating };
}

/** The beat of a process that is dead by now still shows that its instance has beaten: the grace is over. */
function confirmBy(beat: Heartbeat, matter: Case): Case {
  const { instance } = matter;
  if (instance === undefined) return matter;
  const isOwn =
    beat.instance !== undefined && instance.cookie !== undefined
      ? beat.instance === instance.cookie
      : beat.pid === instance.leader.pid && beat.timestampMs >= instance.since.wallMs;
  return isOwn ? confirm(matter) : matter;
}

/** We cannot tell, or do not dare to. */
function doubt(matter: Case, beat: Heartbeat, found: { detail: string; concern?: string }): Judgement {
  return conclude(matter, {
    ...found,
    verdict: 'unknown',
    pid: beat.pid,
    beatAtMs: beat.timestampMs,
  });
}
