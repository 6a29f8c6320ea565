// What is asked of several services is done in their order: a start waits for the starts of what it depends on that were asked
// for before it, a stop for the stops of those that depend on it. What is asked of one service alone waits for nobody.

import type { Service } from '../config/config.ts';
import type { Request } from '../core/request.ts';
import { awaitUp } from './await-up.ts';
import { type Errand, type Settled, wanted } from './errand.ts';
import { remember } from './remember.ts';
import type { Serving } from './serving.ts';
import type { World } from './world.ts';

/** Waits until it is the turn of a request; what is answered instead, where that never comes. */
export async function awaitTurn(errand: Errand): Promise<Settled | undefined> {
  return errand.request.kind === 'off' ? awaitStops(errand) : awaitStarts(errand);
}

async function awaitStops({ request, service, world }: Errand): Promise<Settled | undefined> {
  const dependents = world.config.services.filter(({ dependsOn }) =>
    dependsOn.some(({ key }) => key === service.key),
  );
  const before = dependents.flatMap(({ key }) => askedBefore(request, key, world) ?? []);
  await Promise.all(before.map(({ over }) => over));
  return before.length > 0 ? ifOutdated(request, service, world) : undefined;
}

async function awaitStarts({ request, service, world }: Errand): Promise<Settled | undefined> {
  const isOff = () => !world.mayAct() || ifOutdated(request, service, world) !== undefined;
  const before = service.dependsOn.filter(({ key }) => askedBefore(request, key, world) !== undefined);
  for (const dependency of before) {
    await askedBefore(request, dependency.key, world)?.over;
    const problem = await awaitUp(dependency, world, isOff);
    const outdated = ifOutdated(request, service, world);
    if (outdated !== undefined) return outdated;
    if (!world.mayAct()) return { answer: undefined };
    if (problem !== undefined) return { answer: leaveToTicks({ request, service, world }, problem) };
  }
  return undefined;
}

/** An earlier request of the same direction about another service, while it is being served. */
function askedBefore({ id, kind }: Request, key: string, { memory }: World): Serving | undefined {
  const serving = memory.serving.get(key);
  const isAlike = (serving?.request.kind === 'off') === (kind === 'off');
  const isBefore = serving !== undefined && !serving.isOver && serving.request.id < id;
  return isBefore && isAlike ? serving : undefined;
}

/** Who asked last means it. */
function ifOutdated({ kind }: Request, { key }: Service, { memory }: World): Settled | undefined {
  const last = memory.serving.get(key)?.request;
  if (last === undefined || (last.kind === 'off') === (kind === 'off')) return undefined;
  return { answer: { status: 'failed', message: `${last.kind} was asked for since, by ${last.by}` } };
}

/** It is wanted from now on, so that a tick starts it once it may be. */
function leaveToTicks({ request, service, world }: Omit<Errand, 'perform'>, problem: string) {
  remember(world, service.key, wanted({ request, service, world }));
  const later = request.kind === 'on' ? '; ticks start it once that is up' : '';
  return { status: 'failed', message: `not begun, for ${problem}${later}` } as const;
}
