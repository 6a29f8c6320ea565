// The guard between processes: one holder, freed by its death at once, kept while it is stopped.

import { readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeGuard } from '../../../src/store/guard.ts';
import { whyNoTrace } from '../../support/crash-points/inject.ts';
import { eventually } from '../../support/eventually.ts';
import { type Actors, createActors } from '../../support/store-actor.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testUnless } from '../../support/test-unless.ts';

let actors: Actors;
let folder: string;
let path: string;
beforeEach(() => {
  actors = createActors();
  folder = temporaryFolder('guard');
  path = join(folder, 'watchdog.db');
});

const take = () => {
  const taken = takeGuard(path);
  if (taken === 'held') return 'held';
  if ('error' in taken) throw taken.error;
  taken.release();
  return 'free';
};

test('a holder keeps others out, and kill -9 lets them in at once', async () => {
  const holder = actors.start('hold', path);
  expect(await holder.next()).toBe('taken');
  expect(take()).toBe('held');
  await holder.end();
  expect(take()).toBe('free');
});

test('a holder that lost sight of its guard still has it', async () => {
  const holder = actors.start('hold', path);
  expect(await holder.next()).toBe('taken');
  expect(await holder.next()).toBe('collected');
  expect(take()).toBe('held');
});

test('a stopped holder keeps others out', async () => {
  const holder = actors.start('hold', path);
  await holder.next();
  holder.child.kill('SIGSTOP');
  expect([take(), take(), take()]).toEqual(['held', 'held', 'held']);
  await holder.end();
  expect(take()).toBe('free');
});

test('of twelve that come at the same instant exactly one gets in', async () => {
  const go = join(folder, 'go');
  const all = Array.from({ length: 12 }, () => actors.start('race', path, go));
  await new Promise((resolve) => setTimeout(resolve, 1500)); // lets them start; being late does no harm
  writeFileSync(go, '');
  const results = await Promise.all(all.map((actor) => actor.next()));
  expect(results.filter((result) => result === 'taken')).toHaveLength(1);
  expect(results.filter((result) => result === 'held')).toHaveLength(11);
});

test('taking it writes nothing', () => {
  expect(take()).toBe('free');
  expect(statSync(`${path}-guard`).size).toBe(0);
});

describe('of two of whom one has opened a file that was removed before it locked it, one gets in', () => {
  /** Holds up the lock, long enough for another one to come. */
  const slowed = (guard: string) => [
    ...['strace', '-D', '-f', '-qq', '-o', '/dev/null', '-P', guard, '-e', 'trace=fcntl'],
    ...['-e', 'inject=fcntl:delay_enter=4000000:when=1'],
  ];

  testUnless(whyNoTrace).each([
    ['that was there before', true],
    ['that it has made', false],
  ])('%s', async (_, isThere) => {
    const guard = `${path}-guard`;
    if (isThere) expect(take()).toBe('free');
    const late = actors.startBy(slowed(guard), 'hold', path);
    await eventually('it is open', () => hasOpen(late.child.pid, guard));
    rmSync(guard);
    const other = actors.start('hold', path);
    expect(await other.next()).toBe('taken');
    expect(await late.next()).toBe('held');
  });
});

function hasOpen(pid: number | undefined, file: string): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((name) => targetOf(join(folder, name)) === file);
}

/** A descriptor may be closed while it is looked at. */
function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
