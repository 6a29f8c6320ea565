// Puts together everything that one seed is lived through with: world, services, nemesis, invocations, oracle.

import type { Site } from '../invocation/invocation.ts';
import type { Life } from '../invocation/life.ts';
import { createRecord, type Record } from '../invocation/record.ts';
import type { Targets } from '../nemesis/fault.ts';
import { createFindings } from '../oracle/findings.ts';
import { createOracle } from '../oracle/oracle.ts';
import type { Witness } from '../oracle/witness.ts';
import { castServices, configOf } from '../services/cast.ts';
import { type ConfigFile, createConfigFile } from '../services/config-file.ts';
import { createMood } from '../services/mood.ts';
import { programsOn } from '../services/programs.ts';
import { boot } from '../world/kernel.ts';
import { createMachine } from '../world/machine.ts';
import { createSenses, type Senses } from '../world/senses.ts';
import { install } from '../world/spawn.ts';
import { createFate, type Fate, type Scene } from './fate.ts';
import { createRandom } from './random.ts';
import { createStory } from './story.ts';

/** Everything. */
export interface Universe extends Pick<Scene, 'story' | 'random'> {
  readonly site: Site;
  readonly targets: Targets;
  readonly witness: Witness;
}

/** The world before anybody works in it. */
interface Setting extends Scene {
  readonly senses: Senses;
  readonly file: ConfigFile;
}

const NOBODY: Life = {
  name: 'nobody',
  pid: 1,
  state: 'dead',
  deeds: 0,
  lastDeed: 0,
  isStopping: false,
  stoppedMs: 0,
};

/** The universe of a seed. */
export function createUniverse(seed: number, listen: ((line: string) => void) | undefined): Universe {
  const setting = createSetting(seed, listen);
  const { machine, senses, story, random, file } = setting;
  const fate = createFate(setting, () => site);
  const isFull = () => targets.fullUntilMs > machine.clocks.trueMs();
  const record = createRecord({ before: fate.before, isFull });
  const targets = targetsIn(setting, { record, fate, site: () => site });
  const witness: Witness = {
    machine,
    senses,
    record,
    findings: createFindings(),
    config: () => site.known,
    keys: file.keys,
    holder: () => site.holder,
  };
  const oracle = createOracle(witness);
  const known = file.read();
  const site: Site = { machine, senses, record, oracle, story, file, known, holder: undefined };
  boot({ machine, life: NOBODY, before: fate.before, onSignal: oracle.onSignal });
  installPrograms(setting, site);
  return { site, targets, witness, story, random };
}

function createSetting(seed: number, listen: ((line: string) => void) | undefined): Setting {
  const random = createRandom(seed);
  const machine = createMachine(random.happens(0.5));
  const { processes, heartbeats, clocks } = machine;
  const mood = createMood(random.happens(0.5));
  const file = createConfigFile(configOf(castServices(random), random));
  for (const key of file.keys) if (random.happens(0.3)) heartbeats.silent.add(key);
  // Where the wall clock is set back, and beats do not tell who wrote them, no one could say that a pid was passed on.
  processes.isReserved = (pid) => !mood.isWallSteady && heartbeats.isNamed(pid);
  return { random, machine, mood, file, story: createStory(clocks, listen), senses: createSenses(machine) };
}

function targetsIn(
  { machine, senses, random, mood, file }: Setting,
  { record, fate, site }: { record: Record; fate: Fate; site: () => Site },
): Targets {
  return {
    machine,
    senses,
    record,
    random,
    mood,
    file,
    fullUntilMs: 0,
    holder: () => site().holder,
    killHolder: fate.killHolder,
  };
}

function installPrograms(setting: Setting, { oracle, story }: Site): void {
  const begin = programsOn(setting);
  install((spec, parent) => {
    const isService = spec.env.WATCHDOG_INSTANCE !== undefined;
    if (isService) oracle.onStart(spec);
    else oracle.onScript(spec);
    const begun = begin(spec, parent);
    if (isService && begun === undefined) oracle.onRefusal(spec);
    const told = begun === undefined ? 'cannot be started' : `begins as pid ${begun.pid}`;
    story.tell(`    ${spec.argv[0]} ${told}`);
    return begun;
  });
}
