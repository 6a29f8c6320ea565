// Takes a lock, says so, and holds it until it is ended: `alone` by proper-lockfile alone, with the shortest time after which
// it takes a lock for stale; `guarded` as the program itself takes its lease.

import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { takeLease } from '../../../src/commands/lease.ts';

const [manner = '', folder = '', isBusy = ''] = process.argv.slice(2);
const lockPath = join(folder, 'lock');
const ALONE = { stale: 2000, realpath: false, onCompromised: () => undefined };

async function take(): Promise<boolean> {
  if (manner === 'guarded') return takeLease({ dbPath: join(folder, 'db'), lockPath }).kind === 'taken';
  const taken = lock(lockPath, ALONE);
  return taken.then(
    () => true,
    () => false,
  );
}

function hold(): void {
  setInterval(() => undefined, 60_000);
  // What is so busy never gets round to renewing anything.
  while (isBusy === 'busy') Math.random();
}

void take().then((isTaken) => {
  process.stdout.write(`${JSON.stringify(isTaken ? 'taken' : 'held')}\n`);
  if (isTaken) hold();
});
