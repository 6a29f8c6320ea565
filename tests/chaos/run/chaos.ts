// One run: the stage, the storm, the calm, and what came of it.

import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../simulation/run/random.ts';
import { afterTest } from '../../support/after-test.ts';
import { createLedger, type Ledger } from '../nemesis/ledger.ts';
import { faultsOn, unleash } from '../nemesis/nemesis.ts';
import { checkEnding } from '../oracle/endings.ts';
import { createOracle, keepLooking, type Oracle } from '../oracle/oracle.ts';
import { createRecoveryTimes, type RecoveryTimes } from '../oracle/recovery-times.ts';
import { storyOf } from '../oracle/story.ts';
import { createViolations, type Violation, type Violations } from '../oracle/violations.ts';
import { type Stage, setStage } from '../stage/stage.ts';
import { openTerminals } from '../stage/terminals.ts';
import { createTypist, type Typist } from '../stage/typist.ts';
import { createWishes, type Wishes } from '../stage/wishes.ts';
import { awaitEnds, judgeCalm } from './calm.ts';
import { sabotage } from './sabotage.ts';

/** What kind of run it is to be. */
export interface Plan {
  readonly seed: number;
  readonly stormMs: number;
  /** Breaks promises in the middle of it. */
  readonly isSabotaged: boolean;
  tell(line: string): void;
}

/** What came of a run. */
export interface Outcome {
  readonly faults: Ledger['faults'];
  /** What could go wrong on this machine. */
  readonly kinds: readonly string[];
  /** How many ticks it took until all was well again, or found not to be. */
  readonly calmTicks: number;
  readonly typed: Typist['typed'];
  readonly looks: Oracle['looks'];
  readonly recoverySeconds: readonly number[];
  /** Rows of the record. */
  readonly counts: Readonly<Record<keyof typeof COUNTED, unknown>>;
  readonly violations: readonly Violation[];
  readonly skipped: readonly string[];
}

/** Everybody has a chance of his own, so that the choices of one do not depend on how fast another is. */
const PLACES = 1000;
const PLACE_OF_NEMESIS = PLACES - 1;

/** Lives through one run. What was begun is left to be undone by the caller. */
export async function liveThrough(plan: Plan): Promise<Outcome> {
  const crew = await gather(plan);
  const { stage, typist, oracle, times, violations, ledger } = crew;
  const looking = keepLooking(oracle, times);
  afterTest(looking.stop);
  await storm(plan, crew);
  plan.tell('the storm is over');
  writeFileSync(stage.scene.path('peace'), '');
  violations.add(...(await awaitEnds(typist)));
  const calm = await judgeCalm(stage, typist, oracle);
  violations.add(...calm.broken);
  looking.stop();
  return {
    faults: ledger.faults,
    kinds: faultsOn(stage).map(({ name }) => name),
    calmTicks: calm.ticks,
    typed: typist.typed,
    looks: oracle.looks,
    recoverySeconds: times.seconds,
    counts: countRows(stage),
    violations: violations.all,
    skipped: skippedHere(stage, typist),
  };
}

/** Whoever takes part in a run. */
interface Crew {
  readonly stage: Stage;
  readonly typist: Typist;
  readonly wishes: Wishes;
  readonly ledger: Ledger;
  readonly violations: Violations;
  readonly oracle: Oracle;
  readonly times: RecoveryTimes;
}

/** All services run, and nobody has begun. */
async function gather({ tell }: Plan): Promise<Crew> {
  const stage = await setStage();
  const { scene } = stage;
  tell(`an invocation takes ${Math.round(stage.paceMs)} ms here`);
  const ledger = createLedger();
  const violations = createViolations(({ invariant, found }) => {
    tell(`${invariant}: ${found}`);
    for (const line of storyOf(found, scene.path('state', 'watchdog.db'), ledger.acts)) tell(`  ${line}`);
  });
  const typist = createTypist(scene, (...ending) => violations.add(...checkEnding(...ending)));
  afterTest(typist.close);
  await typist.type(['start-all', '--wait']);
  const wishes = createWishes();
  const oracle = createOracle(stage, { ledger, violations, wishes });
  const times = createRecoveryTimes(ledger, wishes, (key) => scene.path('heartbeats', `${key}.json`));
  return { stage, typist, wishes, ledger, violations, oracle, times };
}

/** Everybody does what he does, until the storm is over or the run is. */
async function storm(
  { seed, stormMs, isSabotaged }: Plan,
  { stage, typist, wishes, ledger }: Crew,
): Promise<void> {
  const { paceMs } = stage;
  const chance = (place: number) => createRandom(seed * PLACES + place);
  const terminals = openTerminals({ typist, wishes, chance, paceMs });
  afterTest(terminals.leave);
  const targets = { stage, ledger, random: chance(PLACE_OF_NEMESIS), working: typist.working };
  const nemesis = unleash(targets, paceMs);
  afterTest(nemesis.pacify);
  await sleep(stormMs / 2);
  if (isSabotaged) sabotage(stage);
  await sleep(stormMs / 2);
  terminals.leave();
  nemesis.pacify();
}

const COUNTED = {
  ticks: 'ticks',
  recoveries: 'recoveries',
  steps: 'steps',
  restartsTogether: "recoveries WHERE reason = 'group_restart'",
  stops: "steps WHERE action = 'stop' AND begun_at IS NOT NULL",
  holds: "requests WHERE kind = 'hold' AND status = 'done'",
} as const;

function countRows({ scene }: Stage): Outcome['counts'] {
  const counts = Object.entries(COUNTED).map(([name, rows]) => [
    name,
    scene.rows(`SELECT count(*) AS n FROM ${rows}`)[0]?.n,
  ]);
  return Object.fromEntries(counts);
}

function skippedHere({ disk }: Stage, { hasClocks }: Typist): readonly string[] {
  return [
    ...(disk === undefined ? ['the disk is full for a while: takes root'] : []),
    ...(hasClocks ? [] : ['an invocation has another clock: takes faketime']),
  ];
}
