// Lives a timeline, check after check, by the very rules that decide about real services. A recovery takes no time.

import type { Service } from '../../config/config.ts';
import { appraise, comparable } from '../appraise.ts';
import { clockChange } from '../clock-change.ts';
import { SOUND } from '../host-trouble.ts';
import type { Reason } from '../recovery.ts';
import { type Decided, restrain } from '../restrain.ts';
import { UNSEEN } from '../service-state.ts';
import { type Assessment, decideFor } from '../situation.ts';
import type { Verdict } from '../verdict.ts';
import { type Actor, until } from './actor.ts';
import { createClock } from './clock.ts';
import { type Clock, lookAtActor, PID_NAMESPACE, readingsOf } from './look-at-actor.ts';
import { befall, beginWorld, type World } from './made-up-world.ts';
import { perform } from './perform.ts';
import type { Timeline } from './timeline.ts';

/** One service at one check. */
export interface Frame {
  readonly atMs: number;
  readonly key: string;
  readonly verdict: Verdict;
  readonly reason: Reason;
  readonly detail: string;
  readonly isRecovered: boolean;
}

/** Every check of every enabled service, in the order of time. */
export function live(timeline: Timeline): readonly Frame[] {
  const clock = createClock(timeline);
  const frames: Frame[] = [];
  let world = beginWorld(timeline);
  for (let nowMs = 0; nowMs <= timeline.untilMs; nowMs += timeline.everyMs) {
    const ticked = tick(pass(world, timeline, nowMs), timeline, { clock, nowMs });
    frames.push(...ticked.frames);
    world = ticked.world;
  }
  return frames;
}

/** The world after all that happens since the check before; what is written meanwhile stays. */
function pass(before: World, { happenings, everyMs }: Timeline, nowMs: number): World {
  const due = happenings.filter(({ atMs }) => atMs > nowMs - everyMs && atMs <= nowMs);
  const after = due.reduce((world, happening) => befall(written(world, happening.atMs), happening), before);
  return written(after, nowMs);
}

function written(world: World, nowMs: number): World {
  const actors = [...world.actors].map(([key, actor]) => [key, until(actor, nowMs)] as const);
  return { ...world, actors: new Map(actors) };
}

/** When, and by which clock. */
interface Time {
  readonly clock: Clock;
  readonly nowMs: number;
}

function tick(
  world: World,
  { config, maintenanceOf }: Timeline,
  time: Time,
): { world: World; frames: readonly Frame[] } {
  const now = time.clock.momentAt(time.nowMs);
  const change = clockChange(world.lastTickAt, now);
  const before = change === undefined ? world.brakes : { ...world.brakes, rebasedAt: now };
  const lit = { ...world, brakes: before };
  const assessments = assessAll(config.services, lit, time);
  const decided = new Map<string, Decided & { readonly maintenance: string | undefined }>();
  for (const [key, one] of assessments) {
    const maintenance = maintenanceOf(one.service, now.wallMs);
    const around = { now, unfinished: undefined, isUnderWay: false, others: assessments, maintenance };
    const wasUp = one.before.up === true && one.before.desired.mode !== 'off';
    decided.set(key, { ...one, decision: decideFor(one, around), maintenance, wasUp });
  }
  const conditions = { now, clock: change, observeOnly: undefined, hostState: SOUND };
  const brakes = restrain(before, decided, { ...conditions, config, startFaultOf: () => undefined });
  const frames = [...decided].map(([key, one]) => frameOf(key, one, time.nowMs));
  return { world: { ...performAll(lit, decided, time), brakes, lastTickAt: now }, frames };
}

function assessAll(
  services: Timeline['config']['services'],
  world: World,
  time: Time,
): ReadonlyMap<string, Assessment> {
  const assessments = new Map<string, Assessment>();
  for (const service of services) {
    const actor = world.actors.get(service.key);
    if (service.enabled && actor !== undefined)
      assessments.set(service.key, assess({ service, actor }, world, time));
  }
  return assessments;
}

function assess(
  { service, actor }: { service: Service; actor: Actor },
  { states, brakes, lastTickAt }: World,
  { clock, nowMs }: Time,
): Assessment {
  const before = states.get(service.key) ?? UNSEEN;
  const at = clock.momentAt(nowMs);
  const instance = comparable(before.instance, { bootId: at.bootId, pidNamespace: PID_NAMESPACE });
  const seen = lookAtActor(actor, { service, instance }, { clock, nowMs });
  const readings = readingsOf(actor, { service, state: before }, at);
  const sight = { seen, rebasedAt: brakes.rebasedAt, doubted: undefined, readings, lastTickAt };
  return { service, before, ...appraise(service, before, sight) };
}

function performAll(world: World, decided: ReadonlyMap<string, Decided>, { clock, nowMs }: Time): World {
  const [actors, states] = [new Map(world.actors), new Map(world.states)];
  let { pids } = world;
  for (const [key, one] of decided) {
    const actor = actors.get(key);
    if (actor === undefined) continue;
    const performed = perform(actor, one, { now: clock.momentAt(nowMs), nowMs, pid: pids });
    actors.set(key, performed.actor);
    states.set(key, performed.state);
    pids += 1;
  }
  return { ...world, actors, states, pids };
}

function frameOf(key: string, { judged, decision }: Decided, atMs: number): Frame {
  const { reason, detail, action } = decision;
  return {
    atMs,
    key,
    verdict: judged.verdict,
    reason,
    detail: detail || judged.detail,
    isRecovered: action.kind === 'recover',
  };
}
