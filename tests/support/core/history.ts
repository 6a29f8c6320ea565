// Lives one service through a made-up history of verdicts: judged, taken in, decided, and recovered at once.

import fc from 'fast-check';
import type { RestartPolicy } from '../../../src/config/config.ts';
import { absorb } from '../../../src/core/absorb.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import type { Moment } from '../../../src/core/moment.ts';
import { spend } from '../../../src/core/restarts.ts';
import { type ServiceState, UNSEEN } from '../../../src/core/service-state.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { at } from './moments.ts';
import { judgedAs, WEB } from './services.ts';

/** What happens until the next tick, and what is seen then. */
export interface Event {
  readonly gapSeconds: number;
  /** By how much the wall clock is set meanwhile. */
  readonly stepSeconds: number;
  readonly isReboot: boolean;
  readonly verdict: Verdict;
  readonly beatAgeSeconds: number | undefined;
}

/** A service at one tick; `trueMs` is the time that really passed. */
export interface Scene {
  readonly trueMs: number;
  readonly now: Moment;
  readonly before: ServiceState;
  readonly state: ServiceState;
  readonly decision: Decision | undefined;
}

/** Every verdict there is, the usual ones more often. */
export const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('stale_pid', 'no_heartbeat', 'timed_out') },
  { weight: 2, arbitrary: fc.constantFrom('healthy', 'starting') },
  { weight: 1, arbitrary: fc.constantFrom('invalid_heartbeat', 'error_status', 'unknown') },
);

/** Histories, hurried or slow, whose wall clock is set by no more than `steps` allow. */
export function histories(steps: { min: number; max: number }, reboots: boolean): fc.Arbitrary<Event[]> {
  const longestGap = fc.constantFrom(5, 30, 120, 2000, 90_000);
  return longestGap.chain((max) =>
    fc.array(
      fc.record({
        gapSeconds: fc.integer({ min: 1, max }),
        stepSeconds: fc.oneof(
          { weight: 9, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer(steps) },
        ),
        isReboot: reboots ? fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0) : fc.constant(false),
        verdict: verdicts,
        beatAgeSeconds: fc.option(fc.integer({ min: -100, max: 200 }), { nil: undefined }),
      }),
      { maxLength: 150, size: 'max' },
    ),
  );
}

/** Policies of every kind that a config may hold: windows short and long, waits that grow or do not, health soon forgiven or late. */
export const policies: fc.Arbitrary<RestartPolicy> = fc.record({
  maxRestarts: fc.integer({ min: 1, max: 6 }),
  windowSeconds: seconds(1, 604_800),
  backoffSeconds: seconds(0, 3600),
  backoffMultiplier: fc.constantFrom(1, 1.5, 2, 10),
  maxBackoffSeconds: seconds(0, 7200),
  stableSeconds: seconds(0, 604_800),
});

/** As many short ones as long ones. */
function seconds(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min, max: 60 }), fc.integer({ min, max: 2000 }), fc.integer({ min, max }));
}

/** The service before anything has happened to it. */
const BEGINNING: Scene = { trueMs: 0, now: at(0), before: UNSEEN, state: UNSEEN, decision: undefined };

/** All that happens to a service under a policy, tick by tick. */
export function live(
  events: readonly Event[],
  policy: RestartPolicy = WEB.restartPolicy,
  from: Scene = BEGINNING,
): readonly Scene[] {
  const service = { ...WEB, restartPolicy: policy };
  const scenes: Scene[] = [];
  for (const event of events) scenes.push(next(scenes.at(-1) ?? from, event, service));
  return scenes;
}

function next(last: Scene, event: Event, service: typeof WEB): Scene {
  const now = later(last.now, event);
  const { verdict, beatAgeSeconds } = event;
  const beatAtMs = beatAgeSeconds === undefined ? undefined : now.wallMs - beatAgeSeconds * 1000;
  const judged = judgedAs({ verdict, beatAtMs });
  const before = last.state;
  const absorbed = absorb(before, judged, { service, now });
  const decision = decide({
    policy: service,
    before,
    state: absorbed,
    judged,
    now,
    unfinished: undefined,
    isUnderWay: false,
    dependencyDown: undefined,
    dependencyRenewed: undefined,
  });
  return {
    trueMs: last.trueMs + event.gapSeconds * 1000,
    now,
    before,
    state: spent(decision, service, now),
    decision,
  };
}

function later({ wallMs, bootMs, monotonicMs, bootId }: Moment, event: Event): Moment {
  const gapMs = event.gapSeconds * 1000;
  const wall = wallMs + gapMs + event.stepSeconds * 1000;
  // The new boot began at some time within the gap: here at once.
  if (event.isReboot) return { wallMs: wall, bootMs: gapMs, monotonicMs: gapMs, bootId: `${bootId}'` };
  return { wallMs: wall, bootMs: bootMs + gapMs, monotonicMs: monotonicMs + gapMs, bootId };
}

function spent({ action, state }: Decision, service: typeof WEB, now: Moment): ServiceState {
  return action.kind === 'recover' ? spend(state, service, now) : state;
}
