// The ways in which a lock file lets a second one in while the first still works: each by proper-lockfile alone and by our
// lease with the lock on its guard taken out, where it does, and by our lease as it is, where it must not.

import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeTimeEnvironment } from '../support/faketime.ts';
import { type Actor, type Actors, createActors } from '../support/store-actor.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Beyond the 2 s after which proper-lockfile takes a lock for stale. */
const STALE_AFTER_MS = 3000;
const RACE_MS = 5000;

/** What makes the guard one. */
const GUARDING = '; BEGIN EXCLUSIVE';

type Manner = 'alone' | 'guarded';

let actors: Actors;
let folder: string;
beforeEach(() => {
  folder = temporaryFolder('lease');
});

async function first(manner: Manner, ...words: readonly string[]): Promise<Actor> {
  const holder = actors.start(manner, folder, ...words);
  expect(await holder.next()).toBe('taken');
  return holder;
}

/** What one more is answered. */
function another(manner: Manner, ...wrapper: readonly string[]): Promise<unknown> {
  return actors.startBy(wrapper, manner, folder).next();
}

/** Each answers what those were told of whom at most one may have the lock. */
const WAYS: Record<string, (manner: Manner) => Promise<readonly unknown[]>> = {
  'L2 a holder that is paused': async (manner) => {
    const holder = await first(manner);
    holder.child.kill('SIGSTOP');
    await sleep(STALE_AFTER_MS);
    return ['taken', await another(manner)];
  },
  'L3 a holder whose loop is blocked': async (manner) => {
    await first(manner, 'busy');
    await sleep(STALE_AFTER_MS);
    return ['taken', await another(manner)];
  },
  'L5 a wall clock that is ahead at the second one': async (manner) => {
    await first(manner);
    return ['taken', await another(manner, 'env', ...minuteAhead())];
  },
  'L1 two that take over at the same moment what a dead one has left': async (manner) => {
    const dead = await first(manner);
    await dead.end();
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(folder, 'lock.lock'), longAgo, longAgo);
    // This one has seen that it is stale, and comes to remove it when the other has already taken its place.
    const late = another(manner, ...slowed('rmdir'));
    await sleep(RACE_MS / 2);
    return [await another(manner), await late];
  },
};

function minuteAhead(): readonly string[] {
  const environment = { ...fakeTimeEnvironment(), FAKETIME: '+1m' };
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}

function slowed(call: string): readonly string[] {
  const delay = `inject=${call}:delay_enter=${RACE_MS * 1000}:when=1`;
  // With -D it is the program that is our child, and not strace.
  return ['strace', '-D', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', delay];
}

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  test('lets a second one in by proper-lockfile alone', async () => {
    actors = createActors('lock-holder');
    expect(await way('alone')).toEqual(['taken', 'taken']);
  });

  test('lets a second one in by a lease whose guard is not locked', async () => {
    actors = createActors('lock-holder', GUARDING);
    expect(await way('guarded')).toEqual(['taken', 'taken']);
  });

  test('lets no second one in by the lease', async () => {
    actors = createActors('lock-holder');
    expect((await way('guarded')).toSorted()).toEqual(['held', 'taken']);
  });
});
