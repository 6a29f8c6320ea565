// The made-up services of a timeline together with what is remembered of them, and what befalls both.

import { type BrakeState, RELEASED } from '../brake-state.ts';
import type { Moment } from '../moment.ts';
import { FRESH } from '../restarts.ts';
import { type Desired, type ServiceState, UNSEEN } from '../service-state.ts';
import { type Actor, befallen, createActor } from './actor.ts';
import { type Happening, type Occurrence, type Timeline, USUAL_HABIT } from './timeline.ts';

/** Everything between two checks. */
export interface World {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly states: ReadonlyMap<string, ServiceState>;
  readonly brakes: BrakeState;
  readonly lastTickAt: Moment | undefined;
  /** How many processes there were. */
  readonly pids: number;
}

const FIRST_PID = 1000;

/** All services run, and nothing is remembered. */
export function beginWorld({ config, habits }: Pick<Timeline, 'config' | 'habits'>): World {
  const actors = config.services.map(
    ({ key }, index) => [key, createActor(habits.get(key) ?? USUAL_HABIT, FIRST_PID + index)] as const,
  );
  const pids = FIRST_PID + actors.length;
  return { actors: new Map(actors), states: new Map(), brakes: RELEASED, lastTickAt: undefined, pids };
}

/** The world after something has befallen a service, or after a boot all of them; the clocks are not of it. */
export function befall(world: World, happening: Happening): World {
  const { key, what } = happening;
  if (what === 'reboots') {
    const dead = [...world.actors].map(
      ([one, actor]) => [one, befallen(actor, happening, world.pids)] as const,
    );
    return { ...world, actors: new Map(dead) };
  }
  const actor = key === undefined ? undefined : world.actors.get(key);
  if (key === undefined || actor === undefined) return world;
  const actors = new Map(world.actors).set(key, befallen(actor, happening, world.pids));
  return { ...world, actors, states: askedFor(world.states, happening, key), pids: world.pids + 1 };
}

const WANTED: Partial<Record<Occurrence, Desired['mode']>> = {
  off: 'off',
  on: 'on',
  hold: 'held',
  release: 'on',
};

/** What its operator says is remembered, and ends what was counted unless he only holds it. */
function askedFor(
  states: World['states'],
  { what, atMs }: Happening,
  key: string,
): ReadonlyMap<string, ServiceState> {
  const mode = WANTED[what];
  if (mode === undefined) return states;
  const state = { ...(states.get(key) ?? UNSEEN), desired: { mode, by: 'the timeline', atMs } };
  const isAnew = what === 'on' || what === 'off';
  return new Map(states).set(key, isAnew ? { ...state, restarts: FRESH, streak: UNSEEN.streak } : state);
}
