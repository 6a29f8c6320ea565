// Waits for a service on which another one depends, by looking at it as a tick does. Knows not what is waiting.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependency } from '../config/config.ts';
import { patienceSeconds } from '../core/checks/proof.ts';
import { isUp } from '../core/dependencies.ts';
import { lookClosely } from './look-closely.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 200;

/** Waits until a dependency is up; why it is not, once that is not to be expected any more, or nobody wants it. */
export async function awaitUp(
  dependency: Dependency,
  world: World,
  isOff: () => boolean,
): Promise<string | undefined> {
  const service = world.config.services.find(({ key, enabled }) => key === dependency.key && enabled);
  if (service === undefined) return undefined;
  const beganMs = world.host.now().monotonicMs;
  for (;;) {
    await world.memory.performances.get(service.key)?.ended;
    const found = await lookClosely(service, world);
    if (isUp(dependency, found)) return undefined;
    const waitedMs = world.host.now().monotonicMs - beganMs;
    const isHopeless =
      !PROMISING.has(found.judged.verdict) || waitedMs > patienceSeconds(service, service.checks) * 1000;
    if (isHopeless || isOff())
      return `${service.key}, on which it depends, is ${found.judged.verdict}: ${found.judged.detail}`;
    await sleep(LOOK_AGAIN_MS);
  }
}

const PROMISING: ReadonlySet<string> = new Set(['starting', 'unknown']);
