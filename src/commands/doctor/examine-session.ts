// Whether what we start outlives whoever started us: systemd ends whole groups of processes, by its rules.

import { isRoot } from '../../host/exposure.ts';
import { hasLingering, killsAtLogout, unitsOf } from '../../host/units.ts';
import { fault, type Patient, type Symptom, sound, warning } from './symptom.ts';

/** Lingering, and KillMode of what starts us. */
export function examineSession({ surroundings: { user } }: Patient): readonly Symptom[] {
  const found = [...deadly(), ...atLogout(user)];
  return found.length > 0 ? found : [sound('session', 'systemd: nothing of it ends what we start')];
}

/** Who is restarted takes with it all that it has started, unless it says otherwise. */
function deadly(): readonly Symptom[] {
  return ['cron.service', 'crond.service', 'cronie.service', 'watchdog*.service']
    .flatMap(unitsOf)
    .filter(({ isLoaded, killMode }) => isLoaded && killMode !== 'process' && killMode !== 'none')
    .map(({ name, killMode }) =>
      fault(
        'kill_mode',
        `${name}: KillMode is ${killMode}, so that all we start ends with it; expected process`,
        `Do \`systemctl edit ${name}\`, and write [Service] KillMode=process.`,
      ),
    );
}

function atLogout(user: string): readonly Symptom[] {
  if (isRoot() || !killsAtLogout() || hasLingering(user)) return [];
  return [
    warning(
      'linger',
      `logind: KillUserProcesses is on, and ${user} does not linger, so that services started from a terminal end at logout; expected lingering`,
      `Do \`loginctl enable-linger ${user}\`.`,
    ),
  ];
}
