// Chooses what goes wrong, and when.

import type { Story } from '../run/story.ts';
import { CONFIG_FAULTS } from './config-faults.ts';
import type { Fault, Targets } from './fault.ts';
import { FILE_FAULTS } from './file-faults.ts';
import { MACHINE_FAULTS } from './machine-faults.ts';
import { OPERATOR_FAULTS } from './operator-faults.ts';
import { PROCESS_FAULTS } from './process-faults.ts';
import { WATCHDOG_FAULTS } from './watchdog-faults.ts';

const FAULTS: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...OPERATOR_FAULTS,
  ...CONFIG_FAULTS,
  ...FILE_FAULTS,
  ...MACHINE_FAULTS,
  ...WATCHDOG_FAULTS,
];
/** While an invocation is at work, faults hit it more often than chance would have it. */
const MOST_AT_WORK = 3;
const AT_WORK_MS = 8000;

/** Strikes again and again, so often on average, until all is calm. */
export function unleash(targets: Targets, story: Story, meanMs: number): void {
  const { machine, random, mood } = targets;
  const next = () => {
    machine.agenda.at(machine.clocks.trueMs() + 1 + random.wait(meanMs), () => {
      if (mood.isCalm) return;
      strike(targets, story);
      next();
    });
  };
  next();
}

/** Strikes a few times while an invocation that begins now may be at work. */
export function harass(targets: Targets, story: Story): void {
  const { machine, random } = targets;
  for (let count = random.whole(0, MOST_AT_WORK); count > 0; count -= 1)
    machine.agenda.at(machine.clocks.trueMs() + random.whole(1, AT_WORK_MS), () => {
      if (targets.holder() !== undefined) strike(targets, story);
    });
}

function strike(targets: Targets, story: Story): void {
  const fault = targets.random.weighed(FAULTS);
  const whom = fault.strike(targets);
  if (whom === undefined) return;
  story.count(fault.name);
  story.tell(`* ${fault.name}: ${whom}`);
}

/** Ends all that is still wrong, and what would come to an end only by itself. */
export function pacify(targets: Targets): void {
  const { machine, mood, senses, file } = targets;
  mood.isCalm = true;
  mood.crashingUntil.clear();
  mood.refusingUntilMs = 0;
  senses.blindTableUntilMs = 0;
  targets.fullUntilMs = 0;
  for (const key of file.keys) {
    file.restore(key);
    senses.blindFor(key, 0);
    machine.heartbeats.hide(key, 0);
    machine.heartbeats.expose(key);
  }
  for (const it of machine.processes.living())
    if (it.role === 'copy') machine.processes.end(it, { exitCode: 0, signal: undefined });
}
