// Heartbeats vanish, are cut short, are garbage, are no files, or name a bystander; what belongs to the lock is taken away,
// even the guard; the disk under the database is full for a while.

import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { isKnownByPidfile, pidfileOf, TOYS } from '../stage/services.ts';
import { type Fault, someKey, type Targets } from './fault.ts';

const GARBAGE = Buffer.from([0x7b, 0x22, 0xff, 0x1b, 0x5b, 0x32, 0x4a, 0x00]);
const OBSTACLE_MS = 3000;
const OF_OTHER_SERVICE = 0.3;

/** Files come and go while others replace them: that is no news here. */
function attempt(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function toHeartbeat(act: (path: string, targets: Targets) => unknown): Fault['strike'] {
  return (targets) => {
    const path = targets.stage.scene.path('heartbeats', `${someKey(targets)}.json`);
    return attempt(() => act(path, targets));
  };
}

function obstruct(path: string, { later }: Targets): void {
  rmSync(path, { force: true });
  mkdirSync(path);
  later(OBSTACLE_MS, () => attempt(() => rmdirSync(path)));
}

/** The newest of beats, of somebody who is not the service; one that the service does not overwrite is found and removed. */
function forge(targets: Targets): boolean {
  const key = someKey(targets);
  const { scene } = targets.stage;
  const pid = somebodyElse(targets);
  targets.later(OBSTACLE_MS, () => attempt(() => removeForged(scene.path('heartbeats', `${key}.json`), pid)));
  return attempt(() => scene.heartbeat(key, { pid }));
}

/** The number of somebody who is not the service; removed, it is as if a service had not left it yet. */
function forgePidfile({ random, stage, later }: Targets): boolean {
  const toy = random.pick(TOYS.filter(isKnownByPidfile));
  const path = toy && stage.scene.path(pidfileOf(toy));
  const pid = random.pick(stage.bystanders)?.pid;
  if (path === undefined || pid === undefined) return false;
  later(OBSTACLE_MS, () => attempt(() => removePidfile(path, pid)));
  return attempt(() => writeFileSync(path, `${pid}\n`));
}

function removePidfile(path: string, pid: number): void {
  if (readFileSync(path, 'utf8') === `${pid}\n`) rmSync(path);
}

function somebodyElse(targets: Targets): number | undefined {
  const { random, stage } = targets;
  const other = random.happens(OF_OTHER_SERVICE)
    ? random.pick(stage.scene.living(someKey(targets)))
    : undefined;
  return (other ?? random.pick(stage.bystanders))?.pid;
}

function removeForged(path: string, pid: number | undefined): void {
  if (JSON.parse(readFileSync(path, 'utf8')).pid === pid) rmSync(path);
}

function toState(fits: RegExp, act: (path: string) => unknown): Fault['strike'] {
  return ({ stage, random }) => {
    const name = random.pick(readdirSync(stage.scene.path('state')).filter((one) => fits.test(one)));
    return name !== undefined && attempt(() => act(stage.scene.path('state', name)));
  };
}

const remove = (path: string) => rmSync(path, { recursive: true });

function fillDisk({ stage, later }: Targets): boolean {
  const { disk, paceMs } = stage;
  if (disk === undefined) return false;
  disk.fill();
  later(2 * paceMs, disk.clear);
  return true;
}

/** What may become of files. */
export const FILE_FAULTS: readonly Fault[] = [
  { name: 'a heartbeat vanishes', weight: 2, strike: toHeartbeat((path) => rmSync(path)) },
  { name: 'a heartbeat is cut short', weight: 2, strike: toHeartbeat((path) => truncateSync(path, 12)) },
  { name: 'a heartbeat is garbage', weight: 1, strike: toHeartbeat((path) => writeFileSync(path, GARBAGE)) },
  { name: 'a folder lies where a heartbeat belongs', weight: 1, strike: toHeartbeat(obstruct) },
  { name: 'a heartbeat is forged', weight: 3, strike: forge },
  { name: 'a pidfile is forged', weight: 1, strike: forgePidfile },
  { name: 'the lock file vanishes', weight: 2, strike: toState(/lock/, remove) },
  {
    name: 'word of the holder is cut short',
    weight: 1,
    strike: toState(/-holder$/, (path) => truncateSync(path, 9)),
  },
  { name: 'word of the holder vanishes', weight: 1, strike: toState(/-holder$/, remove) },
  // The truth itself: whoever had it begins nothing more.
  { name: 'the guard vanishes', weight: 0.5, strike: toState(/-guard$/, remove) },
  { name: 'the disk is full for a while', weight: 1.5, takesDisk: true, strike: fillDisk },
];
