// Puts together everything that one seed is lived through with: world, services, nemesis, invocations, oracle.

import type { Site } from '../invocation/invocation.ts';
import { assertAlive, type Life, SuddenDeath } from '../invocation/life.ts';
import { createRecord, type Mishaps } from '../invocation/record.ts';
import type { Targets } from '../nemesis/fault.ts';
import { createFindings } from '../oracle/findings.ts';
import { createOracle } from '../oracle/oracle.ts';
import type { Witness } from '../oracle/witness.ts';
import { castServices, configOf } from '../services/cast.ts';
import { createMood } from '../services/mood.ts';
import { programsOn } from '../services/programs.ts';
import { boot, current } from '../world/kernel.ts';
import { createMachine, type Machine } from '../world/machine.ts';
import { createSenses } from '../world/senses.ts';
import { install } from '../world/spawn.ts';
import { createRandom, type Random } from './random.ts';
import { createStory, type Story } from './story.ts';

/** Everything. */
export interface Universe {
  readonly site: Site;
  readonly targets: Targets;
  readonly witness: Witness;
  readonly story: Story;
  readonly random: Random;
}

const PAUSE_PROBABILITY = 0.004;
const LONGEST_PAUSE_MS = 60_000;

/** The universe of a seed. */
export function createUniverse(seed: number, listen: ((line: string) => void) | undefined): Universe {
  const random = createRandom(seed);
  const machine = createMachine();
  const mood = createMood(random.happens(0.5));
  const story = createStory(machine.clocks, listen);
  const senses = createSenses(machine);
  const config = configOf(castServices(random, mood.edits), random);
  const keys = config.services.map(({ key }) => key);
  for (const key of keys) if (random.happens(0.3)) machine.heartbeats.silent.add(key);
  // Where the wall clock is set back, and beats do not tell who wrote them, no one could say that a pid was passed on.
  machine.processes.isReserved = (pid) => !mood.isWallSteady && machine.heartbeats.isNamed(pid);
  const before = (deed: string, life: Life) => {
    assertAlive(life);
    site.oracle.acts(deed, life);
    life.deeds += 1;
    if (life.deeds > life.lastDeed) dieBefore(deed);
    if (!deed.startsWith('signal') && !mood.isCalm && random.happens(PAUSE_PROBABILITY))
      pause(life, { machine, story, ms: random.whole(1, LONGEST_PAUSE_MS) });
  };
  const dieBefore = (deed: string) => {
    story.count('an invocation is killed between two effects');
    story.tell(`* ${site.holder?.name} is killed before: ${deed}`);
    targets.killHolder();
    throw new SuddenDeath(deed);
  };
  const mishaps: Mishaps = { before, isFull: () => targets.fullUntilMs > machine.clocks.trueMs() };
  const record = createRecord(mishaps);
  const targets: Targets = {
    machine,
    senses,
    record,
    random,
    mood,
    keys,
    fullUntilMs: 0,
    holder: () => site.holder,
    killHolder: () => {
      if (site.holder !== undefined) kill(site.holder, machine);
    },
  };
  const witness: Witness = {
    machine,
    senses,
    record,
    findings: createFindings(),
    edits: mood.edits,
    config: () => site.config,
    holder: () => site.holder,
  };
  const oracle = createOracle(witness);
  const site: Site = { machine, senses, record, oracle, story, config, holder: undefined };
  boot({ machine, life: nobody(), before, onSignal: oracle.onSignal });
  const begin = programsOn({ machine, random, mood });
  install((spec, parent) => {
    if (spec.env.WATCHDOG_INSTANCE !== undefined) oracle.onStart(spec);
    const begun = begin(spec, parent);
    story.tell(
      `    ${spec.argv[0]} ${begun === undefined ? 'cannot be started' : `begins as pid ${begun.pid}`}`,
    );
    return begun;
  });
  return { site, targets, witness, story, random };
}

/** The invocation ends in the middle of whatever it does. */
function kill(life: Life, { processes }: Machine): void {
  life.state = 'dead';
  const it = processes.find(life.pid);
  if (it?.role === 'watchdog') processes.end(it, { exitCode: undefined, signal: 'SIGKILL' });
}

/** The invocation stands still, and the world goes on. */
function pause(life: Life, { machine, story, ms }: { machine: Machine; story: Story; ms: number }): void {
  story.count('an invocation is stopped for a while');
  story.tell(`* ${life.name} stands still for ${ms / 1000} s`);
  machine.pass(ms);
  life.stoppedMs += ms;
  assertAlive(life);
  current().life = life;
}

function nobody(): Life {
  return { name: 'nobody', pid: 1, state: 'dead', deeds: 0, lastDeed: 0, isStopping: false, stoppedMs: 0 };
}
