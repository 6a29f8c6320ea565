// A process that uses the store the way an invocation or a client does: `store-actor <act> <database> [argument]`.
// What it finds it prints as one line of JSON.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RELEASED } from '../../../src/core/brake-state.ts';
import { UNSEEN } from '../../../src/core/service-state.ts';
import { takeGuard } from '../../../src/store/guard.ts';
import { type Opened, openStore } from '../../../src/store/open.ts';
import { openRequestBox } from '../../../src/store/open-request-box.ts';
import { openReader } from '../../../src/store/reader.ts';
import type { Event, SpanMark, TickCommit } from '../../../src/store/store.ts';

const [, , act = '', path = '', argument = ''] = process.argv;

/** Forgets its guard, as a careless caller would, and says so once garbage has been collected for a while. */
function hold(): unknown {
  const taken = takeGuard(path);
  if (taken === 'held' || 'error' in taken) return 'held';
  let rounds = 0;
  setInterval(() => {
    globalThis.gc?.();
    rounds += 1;
    if (rounds === 10) print('collected');
  }, 10);
  return 'taken';
}

function look(): unknown {
  const opened = openReader(path);
  return opened.kind === 'ready' ? [...opened.reader.loadStates().keys()] : opened.trouble;
}

const ACTS: Readonly<Record<string, () => unknown>> = {
  /** Takes the guard and keeps it until somebody ends this process. */
  hold,
  /** Waits for the file named by the argument, then takes the guard. */
  race: () => {
    while (!existsSync(argument)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return hold();
  },
  /** One invocation: guard, store, states, one healthy tick over as many services as the argument says. */
  tick: () => withStore((store) => store.commitTick(tickOver(Number(argument)))),
  look,
  /** Dies in the middle of the tick's transaction, when most of it has been written. */
  die: () =>
    withStore((store) => {
      const events: Iterable<Event> = {
        *[Symbol.iterator]() {
          yield { atMs: 1, key: 'web', kind: 'up', message: 'half' };
          process.kill(process.pid, 'SIGKILL');
        },
      };
      const states = new Map([['half', UNSEEN]]);
      store.commitTick({ ...tickOver(3), states, events: events as Event[] });
    }),
  /** Opens, fills the disk, and tries a tick. */
  fill: () =>
    withStore((store) => {
      const ballast = join(dirname(path), 'ballast');
      for (let size = 1 << 20; size >= 1; size >>= 1) fillWith(ballast, size);
      for (let round = 0; round < 50; round += 1) store.commitTick(tickOver(200));
    }),
  /** Asks for a restart of the argument, and waits for the answer. */
  ask: () => {
    const box = openRequestBox(path);
    const { id } = box.add('restart', argument, 'actor');
    const watch = setInterval(() => {
      const request = box.get(id);
      if (request?.status === 'pending' || request?.status === 'taken') return;
      clearInterval(watch);
      box.close();
      print(request);
    }, 5);
    return { id };
  },
};

/** What became of the guard, the opening and the work, and what could still be read. */
function withStore(work: (store: Extract<Opened, { kind: 'ready' }>['store']) => void): unknown {
  const taken = takeGuard(path);
  if (taken === 'held') return { guard: 'held' };
  if ('error' in taken) return { guard: taken.error.message, states: look() };
  const opened = openStore(taken);
  if (opened.kind === 'unusable') {
    const states = opened.reader && [...opened.reader.loadStates().keys()];
    return { trouble: opened.trouble, message: opened.error.message, states };
  }
  const states = [...opened.store.loadStates().keys()];
  try {
    work(opened.store);
    return { done: true, states };
  } catch (error) {
    return { code: Reflect.get(error as object, 'code'), message: (error as Error).message, states };
  } finally {
    opened.store.close();
    taken.release();
  }
}

function tickOver(count: number): TickCommit {
  const at = { wallMs: Date.now(), bootMs: 1, monotonicMs: 1, bootId: 'boot' };
  const keys = Array.from({ length: count }, (_, index) => `service-${index}`);
  const marks = new Map<string, SpanMark>(
    keys.map((key, index) => [key, { verdict: 'healthy', reason: 'healthy', pid: 100 + index }]),
  );
  const brakes = RELEASED;
  return { at, brakes, marks, states: new Map(), events: [], recoveries: [], proven: [], closed: [] };
}

function fillWith(ballast: string, size: number): void {
  try {
    for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
  } catch {
    // Full, at this grain.
  }
}

function print(found: unknown): void {
  process.stdout.write(`${JSON.stringify(found)}\n`);
}

print(ACTS[act]?.());
