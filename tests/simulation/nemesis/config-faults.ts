// What operators do to the config file: take a service out and put it back, disable it or some of its actions, say when it is not
// to be touched, edit what it runs and how patiently it is recovered.

import { WINDOWS } from '../services/calendar.ts';
import { policyFrom } from '../services/cast.ts';
import { actionOf } from '../services/ways.ts';
import { type Fault, someKey, type Targets } from './fault.ts';

/** A config in which somebody depends on who is not there, or of nobody, is refused as a whole. */
function takeOut(targets: Targets): string | undefined {
  const key = someKey(targets);
  const { services } = targets.file.read();
  const isNeeded = services.some(({ dependsOn }) => dependsOn.some((other) => other.key === key));
  if (isNeeded || services.length === 1 || !targets.file.has(key)) return undefined;
  targets.file.put(key, false);
  return key;
}

/** With all that it depends on, which may have been taken out after it. */
function putBack({ file, random }: Targets): string | undefined {
  const key = random.pick(file.keys.filter((one) => !file.has(one)));
  for (let one: string | undefined = key; one !== undefined; one = file.service(one).dependsOn[0]?.key)
    file.put(one, true);
  return key;
}

function setEnabled(enabled: boolean): Fault['strike'] {
  return ({ file, random }) => {
    const key = random.pick(file.keys.filter((one) => file.service(one).enabled !== enabled));
    if (key !== undefined) file.edit(key, { enabled });
    return key;
  };
}

function disableAction(targets: Targets): string | undefined {
  const { file, random } = targets;
  const key = someKey(targets);
  const { recoveryActions } = file.service(key);
  const action = random.pick(recoveryActions);
  if (recoveryActions.length === 1) return undefined;
  file.edit(key, { recoveryActions: recoveryActions.filter((one) => one !== action) });
  return action && `${actionOf(action)} of ${key}`;
}

function sayWindow(targets: Targets): string {
  const key = someKey(targets);
  const window = targets.random.pick(WINDOWS);
  targets.file.edit(key, { maintenance: window && [window] });
  return `${key}: ${window?.cron}`;
}

function editCommand(targets: Targets): string {
  const key = someKey(targets);
  const { start, ...others } = targets.file.service(key).commands;
  const argv = start?.kind === 'argv' ? [...start.argv, '--more'] : [`${key}.start`];
  targets.file.edit(key, { commands: { ...others, start: { kind: 'argv', argv } } });
  return key;
}

/** What operators may do to the config. */
export const CONFIG_FAULTS: readonly Fault[] = [
  { name: 'a service is taken out of the config', weight: 1.5, strike: takeOut },
  { name: 'a service is put back into the config', weight: 2.5, strike: putBack },
  { name: 'a service is disabled', weight: 1, strike: setEnabled(false) },
  { name: 'a service is enabled', weight: 2, strike: setEnabled(true) },
  { name: 'an action is disabled', weight: 0.7, strike: disableAction },
  {
    name: 'all actions of a service are enabled',
    weight: 1,
    strike: (targets) => {
      const key = someKey(targets);
      const isIn = targets.file.has(key);
      if (isIn) targets.file.restore(key);
      return isIn ? key : undefined;
    },
  },
  { name: 'a maintenance window is said', weight: 3, strike: sayWindow },
  { name: 'a command is edited', weight: 0.5, strike: editCommand },
  {
    name: 'a policy of restarts is edited',
    weight: 0.7,
    strike: (targets) => {
      const key = someKey(targets);
      targets.file.edit(key, { restartPolicy: policyFrom(targets.random) });
      return key;
    },
  },
  {
    name: 'a threshold is edited',
    weight: 0.5,
    strike: (targets) => {
      const key = someKey(targets);
      targets.file.edit(key, { threshold: targets.random.whole(1, 4) });
      return key;
    },
  },
];
