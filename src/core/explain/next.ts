// What happens next to a service if nothing changes, and when at the earliest. Knows no more than the pass that decided.

import type { Decision, Situation } from '../decision.ts';
import { thresholdOf } from '../decision.ts';
import { formerOf, remainingOf } from '../desired.ts';
import { elapsedMs } from '../moment.ts';
import type { Reason } from '../recovery.ts';
import { waitMs } from '../restarts.ts';
import { tellStep } from '../tell-step.ts';
import { isBad } from '../verdict.ts';
import type { HostFacts } from './trace-brakes.ts';

/** What happens next. */
export interface Next {
  readonly text: string;
  /** From now on, at the earliest; absent where no time brings it. */
  readonly inSeconds: number | undefined;
}

/** All that the future is told from. */
export interface Present {
  readonly situation: Situation;
  /** What is done in the end. */
  readonly decision: Decision;
  readonly host: HostFacts;
  readonly service: { readonly timeoutSeconds: number; readonly startGraceSeconds: number };
  readonly checkIntervalSeconds: number;
  /** Until the next check of cron, as far as that can be told. */
  readonly nextCheckSeconds: number;
}

const HOUR_SECONDS = 3600;

/** What happens next if nothing changes. */
export function nextOf(present: Present): Next {
  const { decision, nextCheckSeconds } = present;
  if (decision.action.kind === 'recover')
    return at(
      nextCheckSeconds,
      `the next check recovers it: ${decision.action.plan.steps.map(tellStep).join(' → ')}`,
    );
  if (decision.action.kind === 'resume')
    return at(nextCheckSeconds, 'the next check goes on with what was left unfinished');
  return NEXT[decision.reason]?.(present) ?? at(nextCheckSeconds, 'the next check decides anew');
}

/** In words, why it was not restarted, being bad; undefined where it is not bad, or is recovered. */
export function whyNotRestarted(
  { judged }: Pick<Situation, 'judged'>,
  { action, reason, detail }: Decision,
): string | undefined {
  if (action.kind !== 'none' || !isBad(judged.verdict)) return undefined;
  return detail === '' ? reason : `${reason}: ${detail}`;
}

const NEXT: Partial<Readonly<Record<Reason, (present: Present) => Next>>> = {
  off: (present) => untilUnsaid(present, 'on'),
  held: (present) => untilUnsaid(present, 'release'),
  maintenance: () => never('nothing, until the window is over; its failures count on'),
  ended_cleanly: ({ situation: { policy } }) => never(`nothing, until \`watchdog restart ${policy.key}\``),
  never_restarted: ({ situation: { policy } }) => never(`nothing, until \`watchdog restart ${policy.key}\``),
  healthy: whenItFallsSilent,
  starting: ({ situation, service, nextCheckSeconds }) => {
    const { instance } = situation.state;
    const ageSeconds = instance === undefined ? 0 : elapsedMs(instance.since, situation.now) / 1000;
    const left = Math.max(nextCheckSeconds, service.startGraceSeconds - ageSeconds);
    return at(left, 'its grace ends: from then on it is bad unless it has come up');
  },
  below_threshold: (present) => {
    const { situation, nextCheckSeconds, checkIntervalSeconds } = present;
    const threshold = thresholdOf(situation.policy, situation.judged.verdict);
    const more = Math.max(1, threshold - situation.before.streak.count);
    const inSeconds = nextCheckSeconds + Math.max(0, more - 1) * checkIntervalSeconds;
    return at(
      inSeconds,
      `it is recovered once ${more} more ${more === 1 ? 'check finds' : 'checks find'} it bad`,
    );
  },
  dependency_down: ({ situation }) => never(`it is recovered when that is over: ${situation.dependencyDown}`),
  backing_off: whenTheWaitIsOver,
  given_up: whenTheWaitIsOver,
  budget_spent: ({ host: { brakes, service }, situation: { now } }) => {
    const [oldest] = service.critical ? brakes.spentByCritical : brakes.spent;
    const left = oldest === undefined ? 0 : HOUR_SECONDS - elapsedMs(oldest, now) / 1000;
    return at(left, 'there is room for one more restart; who needs it most goes first');
  },
};

function untilUnsaid({ situation: { policy, state, now } }: Present, verb: string): Next {
  const leftMs = remainingOf(state.desired, now);
  const nothing = `nothing, until \`watchdog ${verb} ${policy.key}\``;
  const end = `what was wanted before is wanted again: ${formerOf(state.desired).mode}`;
  return leftMs === undefined ? never(nothing) : at(leftMs / 1000, end);
}

/** The soonest at which a service that is well now could be recovered for its silence. */
function whenItFallsSilent(present: Present): Next {
  const { situation, service, checkIntervalSeconds } = present;
  const { ageMs } = situation.judged;
  if (situation.state.desired.mode === 'held') return untilUnsaid(present, 'release');
  if (ageMs === undefined) return never('it goes on being checked');
  const threshold = thresholdOf(situation.policy, 'timed_out');
  const left = service.timeoutSeconds - ageMs / 1000 + (threshold - 1) * checkIntervalSeconds;
  return at(left, 'should it beat no more, it is recovered then at the earliest');
}

function whenTheWaitIsOver({ situation, decision, nextCheckSeconds }: Present): Next {
  const { policy, now } = situation;
  const left = waitMs(decision.state.restarts, policy.restartPolicy, now) / 1000;
  return at(
    Math.max(left, nextCheckSeconds),
    'the first check after that may recover it, if it is still bad',
  );
}

function at(seconds: number, text: string): Next {
  return { text, inSeconds: Math.max(0, Math.round(seconds * 10) / 10) };
}

function never(text: string): Next {
  return { text, inSeconds: undefined };
}
