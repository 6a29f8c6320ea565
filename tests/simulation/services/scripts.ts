// The scripts: most are quick, some overrun their deadline, and some leave a child behind. One that stops its service asks
// all of it to end.

import type { RunSpec } from '../../../src/host/host.ts';
import { lives, type Process } from '../world/process.ts';
import { deliver, fork } from '../world/signals.ts';
import type { Stage } from './programs.ts';

/** Begins a script. */
export function beginScript({ argv, env }: RunSpec, ppid: number, stage: Stage): Process {
  const { machine, random, mood } = stage;
  const key = env.WATCHDOG_KEY;
  const marks = { uid: 1000, instance: undefined, step: env.WATCHDOG_STEP, key };
  const temper = {
    ignoresTerm: !mood.isCalm && random.happens(0.2),
    termTakesMs: random.whole(0, 500),
    forksOnTerm: !mood.isCalm && random.happens(0.1),
  };
  const script = machine.processes.begin({ role: 'script', key, marks, ppid, temper });
  const exit = { exitCode: mood.isCalm || random.happens(0.9) ? 0 : 1, signal: undefined };
  const takesMs = mood.isCalm ? 300 : random.weighed(DURATIONS).ms(random.fraction());
  machine.agenda.at(machine.clocks.trueMs() + takesMs, () => {
    if (!lives(script)) return;
    if (!mood.isCalm && random.happens(0.1)) fork(script, machine, random.happens(0.5));
    if (argv[0] === `${key}.stop` && exit.exitCode === 0) askToEnd(String(key), stage);
    machine.processes.end(script, exit);
  });
  return script;
}

function askToEnd(key: string, { machine }: Stage): void {
  for (const it of machine.processes.living(key)) if (it.role === 'service') deliver('SIGTERM', it, machine);
}

const DURATIONS = [
  { weight: 16, ms: (share: number) => Math.round(50 + share * 1500) },
  { weight: 1, ms: (share: number) => Math.round(2000 + share * 16_000) },
  { weight: 1, ms: () => 3_600_000 },
];
