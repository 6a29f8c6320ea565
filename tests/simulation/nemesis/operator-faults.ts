// What operators do at any time: switch, restart, and start by hand what is supervised.

import { beatFrom } from '../services/programs.ts';
import { called, type Fault, someKey, type Targets } from './fault.ts';

const KILLED = { exitCode: undefined, signal: 'SIGKILL' };

function ask(kind: 'on' | 'off' | 'restart' | 'hold' | 'release', mostMinutes?: number): Fault['strike'] {
  return (targets) => {
    const key = someKey(targets);
    const minutes = mostMinutes === undefined ? undefined : targets.random.whole(1, mostMinutes);
    const forMs = minutes === undefined ? undefined : minutes * 60_000;
    const [id] = targets.record.requests.addAll(kind, [key], { by: 'ann', forMs });
    return `request ${id}: ${kind} ${key}${minutes === undefined ? '' : ` for ${minutes} minutes`}`;
  };
}

/** Of what is down: the recovery that its trouble calls for. Of anything: one of its commands alone. */
function askFor(kind: 'recover' | 'do', action?: string): Fault['strike'] {
  return (targets) => {
    const key = someKey(targets);
    const [id] = targets.record.requests.addAll(kind, [key], { by: 'ann', action });
    return `request ${id}: ${kind} ${key} ${action ?? ''}`.trimEnd();
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
  { name: 'a service is switched off for a while', weight: 2, strike: ask('off', 15) },
  { name: 'a service is held', weight: 2, strike: ask('hold') },
  { name: 'a service is held for a while', weight: 2, strike: ask('hold', 15) },
  { name: 'a service is released', weight: 2, strike: ask('release') },
  { name: 'a recovery is asked for', weight: 2, strike: askFor('recover') },
  { name: 'a command alone is asked for', weight: 3, strike: askFor('do', 'clean') },
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
