// What operators do at any time: switch, restart, and start by hand what is supervised.

import { beatFrom } from '../services/programs.ts';
import { called, type Fault, someKey, type Targets } from './fault.ts';

const KILLED = { exitCode: undefined, signal: 'SIGKILL' };

function ask(kind: 'on' | 'off' | 'restart'): Fault['strike'] {
  return (targets) => {
    const key = someKey(targets);
    const { id } = targets.record.requests.add(kind, key, 'ann');
    return `request ${id}: ${kind} ${key}`;
  };
}

function startByHand(targets: Targets): string {
  const key = someKey(targets);
  const { machine, random } = targets;
  const marks = { uid: 1000, instance: undefined, step: undefined, key: undefined };
  const it = machine.processes.begin({ role: 'copy', key, marks });
  beatFrom(it, targets, random.whole(100, 5000));
  return called(it);
}

/** What operators may do. */
export const OPERATOR_FAULTS: readonly Fault[] = [
  { name: 'a service is switched on', weight: 3, strike: ask('on') },
  { name: 'a service is switched off', weight: 2, strike: ask('off') },
  { name: 'a restart is asked for', weight: 2, strike: ask('restart') },
  { name: 'a service is started by hand', weight: 2, strike: startByHand },
  {
    name: 'a copy that was started by hand ends',
    weight: 2,
    strike: ({ machine, random }) => {
      const it = random.pick(machine.processes.living().filter(({ role }) => role === 'copy'));
      if (it !== undefined) machine.processes.end(it, KILLED);
      return it && called(it);
    },
  },
];
