// A last look before anything of a service is ended of our own accord: its recovery may have waited long for its turn, and
// what was wrong may have passed meanwhile, by itself or by its first steps.

import type { Incident } from '../core/brake-state.ts';
import { whyHeld } from '../core/brakes.ts';
import { clockChange } from '../core/clock-change.ts';
import { idle } from '../core/decision.ts';
import { elapsedMs } from '../core/moment.ts';
import { withoutLastAttempt } from '../core/restarts.ts';
import { isFirstHarm, isSpared } from '../core/resume.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Assessment } from '../core/situation.ts';
import { isBad } from '../core/verdict.ts';
import { windowTeller } from '../maintenance-window.ts';
import type { Job } from './job.ts';
import { lookAtHost } from './look-at-host.ts';
import { lookClosely } from './look-closely.ts';
import { remember, stateOf } from './remember.ts';
import { survey } from './survey.ts';
import type { World } from './world.ts';

/** For so long what a pass has seen is as good as a look. */
const FRESH_MS = 1000;

/** Why a service is to be left alone after all; undefined where its recovery goes on. */
export async function findReprieve(job: Job): Promise<string | undefined> {
  const { service, recovery, step, world, course } = job;
  const waitedMs = elapsedMs(course.beganAt, world.host.now());
  if (waitedMs < FRESH_MS || course.isHastened || !isFirstHarm(recovery, step)) return undefined;
  const maintenance = windowTeller(world.host.now().wallMs)(service.maintenance ?? []);
  if (maintenance !== undefined) return maintenance;
  const found = await lookClosely(service, world, { checks: refutable(job), states: asIfDue(job) });
  // Meanwhile an operator may have asked for it.
  return course.isHastened ? undefined : reprieve(found, world);
}

/** Nothing was done to it: that is no attempt, though the next one waits as if it were. */
export function giveBackAttempt({ recovery, step, world }: Job): void {
  const { key } = recovery;
  if (isSpared(recovery, step))
    remember(world, key, { restarts: withoutLastAttempt(stateOf(world, key).restarts) });
}

/** A word in a log is said once: that it is not said again refutes nothing. */
function refutable({ service }: Job): Job['service']['checks'] {
  return service.checks.filter(({ probe }) => probe.kind !== 'log');
}

function asIfDue({ service, world }: Job): Map<string, ServiceState> {
  const state = stateOf(world, service.key);
  const memories = Object.entries(state.checks).map(
    ([name, memory]) => [name, { ...memory, lookedAt: undefined }] as const,
  );
  return new Map([[service.key, { ...state, checks: Object.fromEntries(memories) }]]);
}

function reprieve(found: Assessment, world: World): string | undefined {
  const { judged } = found;
  if (judged.verdict === 'healthy') return 'the trouble has passed';
  if (!isBad(judged.verdict) || judged.isBusy) return `it is ${judged.verdict} by now: ${judged.detail}`;
  if (judged.isEased) return `it has just passed: ${judged.detail}`;
  return judged.proven ? undefined : held(found, world);
}

/** The brakes may have begun since, or would now. */
function held(found: Assessment, world: World): string | undefined {
  const { config, host, memory } = world;
  const { key } = found.service;
  const finding = { ...found, decision: idle('recovering', found.state) };
  const hostState = lookAtHost({ config, host, troubles: memory.brakes.troubles }, new Map([[key, finding]]));
  const clock = clockChange(memory.lastTickAt, host.now());
  return whyHeld(key, { incident: incidentNow(world), clock, hostState });
}

/** Whether most have fallen by now, checks aside. Whoever waits for the same place within a second sees the same. */
function incidentNow(world: World): Incident | undefined {
  const { config, host, memory, store } = world;
  const { glance } = memory;
  if (glance !== undefined && elapsedMs(glance.at, host.now()) < FRESH_MS) return glance.incident;
  // A manager would have to be asked, which may take long: what his services were at the last pass is not looked at.
  const services = config.services.filter(({ manager }) => manager === undefined);
  const { at, brakes } = survey({
    config: { ...config, services },
    host,
    memory,
    last: store.lastMarks(),
    underWay: memory.performances,
    unfinished: store.unfinishedRecoveries(),
    observeOnly: undefined,
    isFollowUp: true,
  });
  memory.glance = { at, incident: brakes.incident };
  return brakes.incident;
}
