// The calm after the storm: what is wanted on must be healthy, what is wanted off must be gone, and the record must be whole: within
// so many ticks, unless it crashed until now and was given up for that; then its operator asks for it, and releases what is held.

import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceReport } from '../../../src/commands/service-report.ts';
import type { Scene } from '../../support/scenario.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Sight } from '../oracle/sight.ts';
import type { Violation } from '../oracle/violations.ts';
import { crashes, needs } from '../stage/services.ts';
import type { Stage } from '../stage/stage.ts';
import type { Typist } from '../stage/typist.ts';

const LIMIT_MS = 300_000;
/** Threshold, backoff, grace, a canary, and what needs what: after so many ticks everything is back. */
const MOST_TICKS = 30;
const SHORTEST_INTERVAL_MS = 1000;

/** How the calm came out. */
export interface Calm {
  /** How many it took until all was well. */
  readonly ticks: number;
  readonly broken: readonly Violation[];
}

/** What is broken in the calm. */
export async function judgeCalm({ scene, paceMs }: Stage, typist: Typist, oracle: Oracle): Promise<Calm> {
  const deadline = performance.now() + LIMIT_MS;
  for (let ticks = 1; ; ticks += 1) {
    await typist.type(['check']);
    const reports = await reportsOf(typist);
    const sight = oracle.look();
    const steady = reports.filter(({ key }) => !crashes(key));
    const late = ticks < MOST_TICKS ? [] : wrongServices(steady, sight);
    const broken = [...wrongServices(reports, sight), ...wrongRecord(scene)];
    if (broken.length === 0 || late.length > 0 || performance.now() > deadline) return { ticks, broken };
    // Whom we have given up on, for he crashed, only his operator brings back soon.
    const givenUp = reports.filter(({ key, reason }) => crashes(key) && reason === 'given_up');
    for (const { key } of givenUp) await typist.type(['restart', key]);
    const held = reports.filter(({ desired }) => desired === 'held');
    for (const { key } of held) await typist.type(['release', key]);
    await sleep(Math.max(SHORTEST_INTERVAL_MS, 2 * paceMs));
  }
}

/** Those that do not end though nobody keeps them from it. */
export async function awaitEnds({ working }: Typist): Promise<readonly Violation[]> {
  for (const { child } of working) child.kill('SIGTERM');
  const ends = Promise.all([...working].map(({ ended }) => ended)).then(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    ends,
    new Promise((resolve) => {
      timer = setTimeout(resolve, LIMIT_MS);
    }),
  ]);
  clearTimeout(timer);
  return [...working].map(({ child }) => ({
    invariant: 'I7',
    found: `"${child.spawnargs.slice(2).join(' ')}" did not end within ${LIMIT_MS / 1000} s of calm`,
  }));
}

async function reportsOf(typist: Typist): Promise<readonly ServiceReport[]> {
  const { stdout } = await typist.type(['status', '--json']);
  return JSON.parse(stdout).services;
}

function wrongServices(reports: readonly ServiceReport[], { services }: Sight): readonly Violation[] {
  const isOff = new Set(reports.flatMap(({ key, desired }) => (desired === 'off' ? [key] : [])));
  const living = new Map(services.map((seen) => [seen.toy.key, seen.living.length]));
  return reports.flatMap(({ key, desired, verdict, detail }): readonly Violation[] => {
    const isAlive = (living.get(key) ?? 0) > 0;
    if (desired === 'off')
      return isAlive ? [{ invariant: 'I10', found: `${key} is off in the calm, and lives` }] : [];
    // What needs one that was switched off waits for that.
    if ((verdict === 'healthy' && isAlive) || needs(key).some((one) => isOff.has(one))) return [];
    return [{ invariant: 'I9', found: `${key} does not come back in the calm: ${verdict}, ${detail}` }];
  });
}

function wrongRecord(scene: Scene): readonly Violation[] {
  const problems = scene.rows('PRAGMA integrity_check').flatMap((row) => Object.values(row));
  const unfinished = scene.rows('SELECT key FROM recoveries WHERE ended_at IS NULL');
  const unanswered = scene.rows("SELECT kind, key FROM requests WHERE status IN ('pending', 'taken')");
  return [
    ...(problems.join() === 'ok'
      ? []
      : [{ invariant: 'I8' as const, found: `the database is damaged: ${problems.join()}` }]),
    ...unfinished.map(({ key }) => ({
      invariant: 'I9' as const,
      found: `a recovery of ${key} stays unfinished`,
    })),
    ...unanswered.map(({ kind, key }) => ({
      invariant: 'I9' as const,
      found: `${kind} ${key} is never answered`,
    })),
  ];
}
