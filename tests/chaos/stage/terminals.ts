// Cron, and several people at their terminals: checks one after another and side by side, and verbs. Each service has one
// operator, so that what is wanted of it is never in doubt.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../simulation/run/random.ts';
import { TOYS } from './services.ts';
import type { Typist } from './typist.ts';
import type { Wish, Wishes } from './wishes.ts';

/** Where people sit. */
export interface Terminals {
  /** Nothing more is begun; what runs goes on. */
  leave(): void;
}

/** How they sit there: each with a chance of his own, at a pace that the machine can keep. */
export interface Manner {
  readonly typist: Typist;
  /** What is wanted is taken down there. */
  readonly wishes: Wishes;
  chance(place: number): Random;
  readonly paceMs: number;
}

const BURST = ['check', '--every', '1s', '--for', '55s'];
const BURST_PACES = 10;
const REST_PACES = 4;
const OPERATORS = 2;
const VERBS = ['on', 'on', 'off', 'restart', 'status', 'hold', 'hold', 'release'] as const;
type Verb = (typeof VERBS)[number];

/** Opens the terminals: cron's, two of people who check, two of operators. */
export function openTerminals({ typist, wishes, chance, paceMs }: Manner): Terminals {
  let isOpen = true;
  const sit = async (place: number, act: (random: Random) => Promise<unknown>) => {
    for (const random = chance(place); isOpen; ) await act(random).catch(() => undefined);
  };
  const rested = (act: (random: Random) => Promise<unknown>) => async (random: Random) => {
    await sleep(random.wait(REST_PACES * paceMs));
    if (isOpen) await act(random);
  };
  sit(0, async (random) => {
    // Cron does not wait for the last one to end.
    typist.type(BURST, random).catch(() => undefined);
    await sleep(BURST_PACES * paceMs);
  });
  for (const place of [1, 2])
    sit(
      place,
      rested((random) => typist.type(['check'], random)),
    );
  for (let operator = 0; operator < OPERATORS; operator += 1)
    sit(3 + operator, rested(operate(typist, wishes, operator)));
  return {
    leave: () => {
      isOpen = false;
    },
  };
}

function operate(typist: Typist, wishes: Wishes, operator: number) {
  const keys = TOYS.filter((_, index) => index % OPERATORS === operator).map(({ key }) => key);
  return async (random: Random) => {
    const key = random.pick(keys) as string;
    const verb = random.pick(VERBS) as Verb;
    if (verb === 'status') return typist.type([verb, key], random);
    const before = wishes.get(key);
    wishes.delete(key);
    const { exitCode } = await typist.type([verb, key], random);
    const wish = exitCode === 0 ? wishAfter(verb, before) : undefined;
    if (wish !== undefined) wishes.set(key, wish);
  };
}

/** In doubt is what a hold leaves behind, and whether what is restarted was held. */
function wishAfter(verb: Exclude<Verb, 'status'>, before: Wish | undefined): Wish | undefined {
  switch (verb) {
    case 'on':
    case 'off':
      return verb;
    case 'hold':
      return 'held';
    case 'restart':
      return before === 'off' ? 'on' : before;
    case 'release':
      return undefined;
  }
}
