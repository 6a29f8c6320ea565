// The start step: only from proof that nothing of the service lives; the cookie is committed before anything is spawned,
// the pid as soon as it is known, so that a crash at any instant leaves something to adopt and never a second copy.

import { learn } from '../../core/failed-start.ts';
import { isKnownByRecord } from '../../core/instance.ts';
import { tellNextAttempt } from '../../core/next-attempt.ts';
import type { ProcessFacts } from '../../core/process.ts';
import type { StepResult } from '../../core/recovery.ts';
import { afterAttempt, afterStart, isTriedEnough, withoutLastAttempt } from '../../core/restarts.ts';
import { holdersOf, treeOf } from '../../core/tree.ts';
import type { LaunchOutcome } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { occasion } from '../occasion.ts';
import { recordStarted } from '../record-started.ts';
import { remember, rootsOf, stateOf } from '../remember.ts';
import { seeProcesses } from '../see-processes.ts';
import { adoptOther, findOther } from './adopt-other.ts';
import { endCleanly } from './clean-end.ts';
import { howItExited } from './run-command.ts';
import { startSpec } from './start-spec.ts';

/** Starts a service, or adopts what an interrupted start of this very recovery has left; nothing comes of it when we may not act any more. */
export async function start(job: Job): Promise<StepResult | undefined> {
  const { recovery, step, world, course } = job;
  const { host, store } = world;
  // What is seen now must still be so when the intent is committed and the process spawned: nothing is waited for until then.
  const seen = seeProcesses(host);
  if (seen.kind === 'unknown') return { outcome: 'failed', message: `not started: ${seen.why}` };
  const living = treeOf(rootsOf(world, recovery), seen.table);
  const left = holdersOf(step.cookie, seen.table);
  if (left.length > 0) return adoptLeft(job, left);
  if (living.length > 0) return refuse(living);
  const other = adoptOther(job) ?? countLost(job);
  if (other !== undefined) return other;
  // To look at everybody took a while, in which whoever removed the guard may have let somebody else in.
  if (!world.mayAct()) return undefined;
  const cookie = host.newCookie();
  const now = host.now();
  const spec = startSpec(job, cookie, now);
  store.beginStep({ recoveryId: recovery.id, ordinal: step.ordinal }, cookie, now.wallMs);
  const spawned = occasion();
  const launched = host.launch(spec, job.service.verifyDelaySeconds, (leader, trouble) => {
    // To spawn it took a while, too: what somebody else has begun meanwhile must not meet this one.
    if (!world.holdsLease()) return 'the lease was lost when it was spawned';
    recordLaunched(job, leader, cookie);
    if (trouble !== undefined)
      world.log({ level: trouble.level, key: job.service.key, message: `cgroup: ${trouble.message}` });
    spawned.come();
    return undefined;
  });
  // Not before it is spawned and on record: whoever has called it off must find what is to be ended.
  const calledOff = spawned.comes.then(() => course.calledOff);
  const outcome = await Promise.race([launched, calledOff]);
  // What came of it is for whoever has the lease now to find out.
  if (!world.holdsLease()) return undefined;
  return outcome === undefined ? UNWATCHED : conclude(job, cookie, outcome);
}

/**
 * Of a start that an invocation began before it died nothing is left: it is one more attempt, or a service that ends at once would be
 * started by each invocation that dies of it. The result says that this was one too many.
 */
function countLost({ step, service, world }: Job): StepResult | undefined {
  if (step.cookie === undefined) return undefined;
  const now = world.host.now();
  const { restarts } = stateOf(world, service.key);
  if (isTriedEnough(restarts, service.restartPolicy, now))
    return {
      outcome: 'failed',
      message:
        'not started again: what the invocation before has started left nothing, and the limit of attempts is reached',
    };
  const spent = afterAttempt(restarts, service.restartPolicy, { now, seed: service.key });
  remember(world, service.key, { restarts: spent });
  return undefined;
}

const UNWATCHED: StepResult = {
  outcome: 'interrupted',
  message: 'called off before the verify delay was over',
};

function conclude(job: Job, cookie: string, outcome: LaunchOutcome): StepResult {
  if (outcome.kind === 'not_started') return fail(job, outcome);
  if (outcome.kind === 'running') return succeed(job, `started pid ${outcome.leader.pid}`);
  const seen = seeProcesses(job.world.host);
  // What cannot be seen may live: the record of it stays, so that the next recovery looks for it.
  if (seen.kind === 'unknown')
    return { ...outcome, outcome: 'failed', message: `${howItExited(outcome)}; ${seen.why}` };
  const first = holdersOf(cookie, seen.table)[0] ?? foundAfterwards(job);
  const cleanEnd = first === undefined ? endCleanly(job, cookie, outcome) : undefined;
  if (cleanEnd !== undefined) return cleanEnd;
  if (first === undefined) {
    if (mayHaveLeft(job, outcome)) remember(job.world, job.service.key, { instance: undefined });
    return heed(job, cookie, {
      ...outcome,
      outcome: 'failed',
      message: `${howItExited(outcome)} within the verify delay`,
    });
  }
  record(job, first, cookie);
  if (outcome.exitCode !== 0) {
    return {
      ...outcome,
      outcome: 'failed',
      message: `${howItExited(outcome)}, leaving pid ${first.pid} behind`,
    };
  }
  return succeed(job, `started pid ${first.pid}, which has daemonised`);
}

/** Whether it may live on as somebody whom nobody can tell: it has ended well, or shows elsewhere than by its record who it is. */
function mayHaveLeft({ service }: Job, { exitCode }: { readonly exitCode?: number | undefined }): boolean {
  return exitCode === 0 || !isKnownByRecord(service);
}

function succeed({ service, world }: Job, message: string): StepResult {
  const before = stateOf(world, service.key).restarts;
  const restarts = afterStart(before);
  if (restarts !== before) remember(world, service.key, { restarts });
  return { outcome: 'succeeded', message };
}

/** Some other program has started it at our word, so that it has no cookie; before that nobody was found. */
function foundAfterwards(job: Job): ProcessFacts | undefined {
  const found = findOther(job);
  return found?.kind === 'found' ? found.process : undefined;
}

/** A start that failed of itself tells whether to try again, and no tick need learn that from its death once more. */
function heed({ service, world }: Job, cookie: string, result: StepResult): StepResult {
  const now = world.host.now();
  const before = stateOf(world, service.key).restarts;
  const { restarts, givenUp } = learn(before, result, { service, now });
  remember(world, service.key, { restarts: { ...restarts, heeded: cookie } });
  if (givenUp === undefined || before.givenUpRung !== undefined) return result;
  const next = tellNextAttempt(restarts, service, now);
  const message = `${result.message}; given up, for ${givenUp}; ${next}`;
  world.store.addEvent({ atMs: now.wallMs, key: service.key, kind: 'given_up', message });
  return { ...result, message };
}

/** What the machine had no room for is not charged to the service: it could not even try. */
function fail(
  { recovery, service, world }: Job,
  failure: Extract<LaunchOutcome, { kind: 'not_started' }>,
): StepResult {
  if (failure.isMachineShort && recovery.reason !== 'group_restart') {
    const { restarts } = stateOf(world, service.key);
    remember(world, service.key, { restarts: withoutLastAttempt(restarts) });
  }
  return { outcome: 'failed', message: failure.why };
}

function adoptLeft(job: Job, left: readonly ProcessFacts[]): StepResult {
  const { step, world, service } = job;
  const [first] = left as [ProcessFacts];
  const isRecorded = stateOf(world, service.key).instance?.cookie === step.cookie;
  if (!isRecorded) record(job, first, step.cookie as string);
  return { outcome: 'adopted', message: `pid ${first.pid} was already started by an invocation that died` };
}

function refuse(living: readonly ProcessFacts[]): StepResult {
  const pids = living.map(({ pid }) => pid).join(', ');
  return {
    outcome: 'failed',
    message: `not started: pid ${pids} of it still lives; a second copy is never started`,
  };
}

/** While it is only about to become its user, it does not show yet whose it will be. */
function recordLaunched({ service, recovery, world }: Job, leader: ProcessFacts, cookie: string): void {
  const { uid, uidOf } = world.host;
  const as = service.user === undefined ? uid : uidOf(service.user);
  recordStarted(world, leader, { key: service.key, cookie, recoveryId: recovery.id, uid: as });
}

/** Whoever has the cookie of a start that has left it behind. */
function record({ service, recovery, world }: Job, holder: ProcessFacts, cookie: string): void {
  recordStarted(world, holder, { key: service.key, cookie, recoveryId: recovery.id });
}
