// One seed: storms, in which things go wrong, and calms, after which all must be well again.

import type { Schedule } from '../../../src/supervision/shift.ts';
import { live } from '../invocation/invocation.ts';
import type { Life } from '../invocation/life.ts';
import { harass, pacify, unleash } from '../nemesis/nemesis.ts';
import { checkLiveness, givenUp } from '../oracle/liveness.ts';
import { createUniverse, type Universe } from './universe.ts';

/** What a seed came to. */
export interface Outcome {
  readonly ticks: number;
  readonly faults: ReadonlyMap<string, number>;
  /** The promise that was broken, or what else went wrong. */
  readonly failure: unknown;
}

const MINUTE_MS = 60_000;
/** Threshold, backoff, a canary, and what depends on what: after so many ticks everything is back. */
const PATIENCE_TICKS = 20;
/** Until then processes may sleep in the kernel, and who asks for a restart is told so. */
const LAST_SLEEPERS_TICKS = 3;
/** Longer than the slowest retry of what was given up. */
const LAST_RETRY_MS = 25 * 60 * MINUTE_MS;
const ONCE: Schedule = { passes: 'once', intervalMs: MINUTE_MS, forMs: 0 };
const ASKING: Schedule = { passes: 'none', intervalMs: MINUTE_MS, forMs: 0 };
const GAPS_MS = [MINUTE_MS, MINUTE_MS, MINUTE_MS, MINUTE_MS, 20_000, 5000, 5 * MINUTE_MS];

/** Lives through a seed until so many ticks were committed, or a promise is broken. */
export async function simulate(
  seed: number,
  ticks: number,
  listen?: (line: string) => void,
): Promise<Outcome> {
  const universe = createUniverse(seed, listen);
  const { site, story } = universe;
  let failure: unknown;
  try {
    while (site.oracle.ticks < ticks) {
      await storm(universe);
      await calm(universe);
    }
  } catch (error) {
    failure = error;
  }
  site.record.close();
  return { ticks: site.oracle.ticks, faults: story.faults, failure };
}

async function storm(universe: Universe): Promise<void> {
  const { site, targets, story, random } = universe;
  const meanMs = random.pick([15_000, 40_000, 120_000]) as number;
  story.tell(`a storm: every ${meanMs / 1000} s on average something goes wrong`);
  targets.mood.isCalm = false;
  unleash(targets, story, meanMs);
  for (let left = random.whole(20, 60); left > 0; left -= 1) {
    site.machine.pass(random.pick(GAPS_MS) as number);
    if (random.happens(0.3)) harass(targets, story);
    await invoke(universe, scheduleFrom(universe), random.happens(0.2) ? random.whole(0, 14) : undefined);
  }
}

function scheduleFrom({ random, site }: Universe): Schedule {
  if (site.record.requests.pending().length > 0 && random.happens(0.3)) return ASKING;
  if (!random.happens(0.1)) return ONCE;
  return { passes: 'repeated', intervalMs: random.whole(2, 10) * 100, forMs: 10_000 };
}

async function calm(universe: Universe): Promise<void> {
  const { targets, witness, story } = universe;
  story.tell('a calm: nothing goes wrong any more');
  pacify(targets);
  askAgain(universe);
  await minutes(LAST_SLEEPERS_TICKS, universe);
  releaseAll(universe);
  askForTheRest(universe);
  await minutes(PATIENCE_TICKS, universe);
  const { oracle } = universe.site;
  const late = [...givenUp(witness).filter(oracle.isSpent), ...oracle.waiting()];
  checkLiveness(witness, late);
  if (late.length === 0) return;
  universe.site.machine.pass(LAST_RETRY_MS);
  await minutes(PATIENCE_TICKS, universe);
  checkLiveness(witness, []);
}

/** A stop that failed was told to have failed: its operator asks again. */
function askAgain({ site, story }: Universe): void {
  const failed = site.record.rows<{ key: string }>(
    "SELECT DISTINCT key FROM requests JOIN services USING (key) WHERE kind = 'off' AND status = 'failed' AND desired = 'off'",
  );
  for (const { key } of failed) {
    site.record.requests.add('off', key, 'ann');
    story.tell(`off ${key} is asked for again, since it had failed`);
  }
}

/** Whoever holds a service in a calm would wait for it in vain; nor may what is off be held again at the end of that. */
function releaseAll({ site }: Universe): void {
  const rows = site.record.rows<{ key: string; desired: string }>(
    `SELECT key, desired FROM services WHERE desired = 'held' OR desired_terms LIKE '%"mode":"held"%'`,
  );
  for (const { key, desired } of rows)
    site.record.requests.add(desired === 'held' ? 'release' : 'off', key, 'ann');
}

/** What is not always restarted stays down until its operator says otherwise. */
function askForTheRest({ site, targets }: Universe): void {
  const wanted = site.record.rows<{ key: string }>("SELECT key FROM services WHERE desired <> 'off'");
  for (const { key } of wanted)
    if (targets.file.service(key).restart !== 'always') site.record.requests.add('restart', key, 'ann');
}

async function minutes(count: number, universe: Universe): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    universe.site.machine.pass(MINUTE_MS);
    await invoke(universe, ONCE);
  }
}

async function invoke(
  { site, story }: Universe,
  schedule: Schedule,
  lastDeed = Number.POSITIVE_INFINITY,
): Promise<void> {
  const marks = { uid: 1000, instance: undefined, step: undefined, key: undefined };
  const { pid } = site.machine.processes.begin({ role: 'watchdog', key: undefined, marks });
  const name = `check ${pid}`;
  const life: Life = { name, pid, state: 'alive', deeds: 0, lastDeed, isStopping: false, stoppedMs: 0 };
  story.tell(`${name} begins: passes ${schedule.passes}`);
  await live(site, life, schedule);
}
