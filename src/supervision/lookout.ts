// The checks under way, and what they came to. A look that takes long holds up neither the others nor the pass: what has come
// in is taken, the rest counts when it comes.

import { setMaxListeners } from 'node:events';
import type { Check } from '../config/check.ts';
import type { Config } from '../config/config.ts';
import type { Mark, Reading, Readings } from '../core/checks/reading.ts';
import type { Moment } from '../core/moment.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Host } from '../host/host.ts';
import { look } from '../probes/look.ts';
import type { Means } from '../probes/means.ts';
import { meansFor, type Post } from './check-means.ts';
import { createCrowd } from './crowd.ts';
import { dueLooks } from './due-looks.ts';
import { createPlaces, MOST_AT_ONCE } from './places.ts';

/** What was read, by service. */
export type AllReadings = ReadonlyMap<string, Readings>;

/** The part of the config that says what is looked at. */
export type Watched = Pick<Config, 'services' | 'path' | 'logDir'>;

/** When looks are begun, and how long each may take at most, whatever its check says. */
export interface LookOccasion {
  readonly now: Moment;
  readonly longestSeconds?: number;
}

/** The checks under way, and what they came to. */
export interface Lookout {
  /** Begins every look that is due; answers when all of these have come in, or nothing where none was. */
  begin(
    config: Watched,
    states: ReadonlyMap<string, ServiceState>,
    occasion: LookOccasion,
  ): Promise<unknown> | undefined;
  /** What has come in since it was last asked. */
  take(): AllReadings;
  /** Has what is under way count as not known for the pass at hand; what it comes to counts at the next one. */
  expire(): void;
  /** Whether some check has not come to anything yet since the first look: only one that is seen through can fail. */
  owesAnswer(): boolean;
  /** Gives up what is under way, for nobody will ask for it any more; resolves when all of it has ended. */
  stop(): Promise<unknown>;
}

interface UnderWay {
  readonly key: string;
  readonly check: Check;
  readonly looking: Promise<void>;
}

const LATE: Reading = { kind: 'unknown', detail: 'no answer yet when the pass had to be made' };

/** A lookout that has begun nothing; `mark` begins those of the commands that it runs. */
export function createLookout(host: Host, mark = ''): Lookout {
  const underWay = new Map<string, UnderWay>();
  /** By id, whether what it has come to was taken. */
  const isTold = new Map<string, boolean>();
  let arrived = new Map<string, Map<string, Reading>>();
  // Made when it is first needed: most ticks have nothing to look at.
  let stopping: AbortController | undefined;
  const placeFor = createPlaces();
  const arrive = (key: string, check: Check, reading: Reading) => {
    const readings = arrived.get(key) ?? new Map<string, Reading>();
    arrived.set(key, readings.set(check.name, reading));
  };
  const lookAt = async (check: Check, means: Means, place: { key: string; id: string }) => {
    stopping ??= createStop();
    const { signal } = stopping;
    const reading = await placeFor(check.probe)(() => look(check, means, signal));
    underWay.delete(place.id);
    arrive(place.key, check, reading);
  };
  const beginOne = (check: Check, mark: Mark | undefined, post: Post) => {
    const { key } = post.service;
    const id = idOf(key, check.name);
    if (underWay.has(id)) return [];
    const looking = lookAt(check, meansFor(check, mark, post), { key, id });
    underWay.set(id, { key, check, looking });
    isTold.set(id, isTold.get(id) ?? false);
    return [looking];
  };
  return {
    begin: (config, states, { now, longestSeconds = Number.POSITIVE_INFINITY }) => {
      const crowd = createCrowd(host);
      const begun = dueLooks(config.services, states, now).flatMap(({ service, check, memory }) => {
        const { instance } = states.get(service.key) ?? {};
        const newMark = () => `${mark}${host.newCookie()}`;
        const post = { host, config, service, instance, now, crowd, newMark };
        return beginOne(shortened(check, longestSeconds), memory?.mark, post);
      });
      return begun.length === 0 ? undefined : Promise.all(begun);
    },
    take: () => {
      const taken = arrived;
      arrived = new Map();
      for (const [key, readings] of taken)
        for (const name of readings.keys()) isTold.set(idOf(key, name), true);
      return taken;
    },
    expire: () => {
      for (const { key, check } of underWay.values()) arrive(key, check, LATE);
    },
    owesAnswer: () => [...isTold.values()].includes(false),
    stop: () => {
      stopping?.abort();
      return Promise.all([...underWay.values()].map(({ looking }) => looking));
    },
  };
}

function idOf(key: string, check: string): string {
  return `${key} ${check}`;
}

/** All that is under way minds it, which is no leak. */
function createStop(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(MOST_AT_ONCE, stopping.signal);
  return stopping;
}

/** A look and that of its fallback fit into the time together. */
function shortened(check: Check, longestSeconds: number): Check {
  const mostSeconds = check.fallback === undefined ? longestSeconds : longestSeconds / 2;
  return check.timeoutSeconds <= mostSeconds ? check : { ...check, timeoutSeconds: mostSeconds };
}
