// The cleanup scripts: most are quick, some overrun their deadline, and some leave a child behind.

import type { RunSpec } from '../../../src/host/host.ts';
import type { Process } from '../world/process.ts';
import { fork } from '../world/signals.ts';
import type { Stage } from './programs.ts';

/** Begins a script. */
export function beginScript({ env }: RunSpec, ppid: number, stage: Stage): Process {
  const { machine, random, mood } = stage;
  const key = env.WATCHDOG_KEY;
  const marks = { uid: 1000, instance: undefined, step: env.WATCHDOG_STEP, key };
  const temper = {
    ignoresTerm: !mood.isCalm && random.happens(0.2),
    termTakesMs: random.whole(0, 500),
    forksOnTerm: !mood.isCalm && random.happens(0.1),
  };
  const script = machine.processes.begin({ role: 'script', key, marks, ppid, temper });
  const exit = { exitCode: random.happens(0.9) ? 0 : 1, signal: undefined };
  const takesMs = mood.isCalm ? 300 : random.weighed(DURATIONS).ms(random.fraction());
  machine.agenda.at(machine.clocks.trueMs() + takesMs, () => {
    if (!mood.isCalm && random.happens(0.1)) fork(script, machine, random.happens(0.5));
    machine.processes.end(script, exit);
  });
  return script;
}

const DURATIONS = [
  { weight: 16, ms: (share: number) => Math.round(50 + share * 1500) },
  { weight: 1, ms: (share: number) => Math.round(2000 + share * 16_000) },
  { weight: 1, ms: () => 3_600_000 },
];
