// Whether what we start outlives whoever started us: systemd ends whole groups of processes, by its rules.

import { userInfo } from 'node:os';
import { isRoot } from '../../host/exposure.ts';
import { hasLingering, killsAtLogout, type Unit } from '../../host/units.ts';
import { fault, type Patient, type Symptom, sound, warning } from './symptom.ts';

/** Lingering, and KillMode of what starts us. */
export async function examineSession({ units }: Patient): Promise<readonly Symptom[]> {
  const found = [...deadly(await units), ...atLogout()];
  return found.length > 0 ? found : [sound('session', 'systemd: nothing of it ends what we start')];
}

/** What leaves alone all but the process that it has started; timers have none. */
const SPARING = new Set(['process', 'none', '']);

/** Who is restarted takes with it all that it has started, unless it says otherwise. */
function deadly(units: readonly Unit[]): readonly Symptom[] {
  return units
    .filter(({ isLoaded, killMode }) => isLoaded && !SPARING.has(killMode))
    .map(({ name, killMode }) =>
      fault(
        'kill_mode',
        `${name}: KillMode is ${killMode}, so that all we start ends with it; expected process`,
        `Do \`systemctl edit ${name}\`, and write [Service] KillMode=process.`,
      ),
    );
}

function atLogout(): readonly Symptom[] {
  const { username: user } = userInfo();
  if (isRoot() || !killsAtLogout() || hasLingering(user)) return [];
  return [
    warning(
      'linger',
      `logind: KillUserProcesses is on, and ${user} does not linger, so that services started from a terminal end at logout; expected lingering`,
      `Do \`loginctl enable-linger ${user}\`.`,
    ),
  ];
}
