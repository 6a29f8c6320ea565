// What happens when something is started: some programs are good, some are slow, some fork, and some are not meant to live.

import type { RunSpec } from '../../../src/host/host.ts';
import type { Random } from '../run/random.ts';
import type { Machine } from '../world/machine.ts';
import type { Process, Temper } from '../world/process.ts';
import { fork } from '../world/signals.ts';
import type { Begin } from '../world/spawn.ts';
import type { Mood } from './mood.ts';
import { beginScript } from './scripts.ts';

/** What programs are made from. */
export interface Stage {
  readonly machine: Machine;
  readonly random: Random;
  readonly mood: Mood;
}

type Program = (leader: Process, stage: Stage) => void;

const EVERY_MS = 10_000;
const MEEK: Temper = { ignoresTerm: false, termTakesMs: 50, forksOnTerm: false };

/** Starts what is asked for. */
export function programsOn(stage: Stage): Begin {
  return (spec, parent) => {
    if (stage.mood.refusingUntilMs > stage.machine.clocks.trueMs()) return undefined;
    return spec.env.WATCHDOG_STEP === undefined
      ? beginService(spec, parent, stage)
      : beginScript(spec, parent, stage);
  };
}

function beginService({ env }: RunSpec, ppid: number, stage: Stage): Process {
  const key = String(env.WATCHDOG_KEY);
  const marks = { uid: 1000, instance: env.WATCHDOG_INSTANCE, step: undefined, key };
  const temper = temperFrom(stage);
  const leader = stage.machine.processes.begin({ role: 'service', key, marks, ppid, temper });
  programFor(key, stage)(leader, stage);
  return leader;
}

function temperFrom({ random, mood }: Stage): Temper {
  if (mood.isCalm) return MEEK;
  return {
    ignoresTerm: random.happens(0.15),
    termTakesMs: random.whole(0, 1500),
    forksOnTerm: random.happens(0.08),
  };
}

function programFor(key: string, { machine, random, mood }: Stage): Program {
  if (mood.isCalm) return beatsSoon;
  if ((mood.crashingUntil.get(key) ?? 0) > machine.clocks.trueMs()) return endsSoon;
  return random.weighed(PROGRAMS).program;
}

/** Has a process beat from some time on. */
export function beatFrom(it: Process, { machine, random }: Stage, delayMs: number): void {
  const status = random.happens(0.02) ? 'error' : 'running';
  it.beats = { nextMs: machine.clocks.trueMs() + delayMs, everyMs: EVERY_MS, status };
}

const beatsSoon: Program = (leader, stage) => {
  leader.beats = { nextMs: stage.machine.clocks.trueMs() + 500, everyMs: EVERY_MS, status: 'running' };
};

const endsSoon: Program = (leader, { machine, random }) => {
  const how = { exitCode: random.whole(0, 1), signal: undefined };
  machine.agenda.at(machine.clocks.trueMs() + random.whole(1, 40_000), () =>
    machine.processes.end(leader, how, random.happens(0.2)),
  );
};

const steady: Program = (leader, stage) => beatFrom(leader, stage, stage.random.whole(100, 8000));

const slow: Program = (leader, stage) => beatFrom(leader, stage, stage.random.whole(20_000, 150_000));

const withWorkers: Program = (leader, stage) => {
  steady(leader, stage);
  for (let count = stage.random.whole(1, 3); count > 0; count -= 1) fork(leader, stage.machine);
};

const withEscaped: Program = (leader, stage) => {
  steady(leader, stage);
  fork(leader, stage.machine, true);
};

const childBeats: Program = (leader, stage) => {
  const child = fork(leader, stage.machine, stage.random.happens(0.5));
  beatFrom(child, stage, stage.random.whole(100, 8000));
};

/** Double-forks: what was started ends well, and leaves the real program behind. */
const daemon: Program = (leader, stage) => {
  childBeats(leader, stage);
  const { machine, random } = stage;
  const how = { exitCode: random.happens(0.8) ? 0 : 1, signal: undefined };
  machine.agenda.at(machine.clocks.trueMs() + random.whole(1, 900), () => machine.processes.end(leader, how));
};

/** One child clears the cookie on purpose, and wants to be left alone. */
const withLoner: Program = (leader, stage) => {
  steady(leader, stage);
  const { key, family } = leader;
  const marks = { ...leader.marks, instance: undefined };
  stage.machine.processes.begin({ role: 'loner', key, family, marks, ppid: leader.pid });
};

/** One child has written over its environment, and stays in the session. */
const withMasked: Program = (leader, stage) => {
  steady(leader, stage);
  const { key, family, pid: ppid, pgid, sid } = leader;
  const marks = { uid: 1000, instance: undefined, step: undefined, key: undefined };
  stage.machine.processes.begin({ role: 'service', key, family, marks, ppid, pgid, sid });
};

const mute: Program = () => undefined;

const PROGRAMS: readonly { readonly weight: number; readonly program: Program }[] = [
  { weight: 30, program: steady },
  { weight: 8, program: withWorkers },
  { weight: 8, program: withEscaped },
  { weight: 6, program: childBeats },
  { weight: 8, program: daemon },
  { weight: 4, program: withLoner },
  { weight: 4, program: withMasked },
  { weight: 8, program: slow },
  { weight: 8, program: endsSoon },
  { weight: 3, program: mute },
];
