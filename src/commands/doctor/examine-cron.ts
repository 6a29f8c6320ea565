// Whether cron is told to start us, and runs.

import { listProcesses, pidsNamed, seesProcessesOfOthers } from '../../host/process-list.ts';
import type { Unit } from '../../host/units.ts';
import { fault, type Patient, type Symptom, sound, warning } from './symptom.ts';

const INSTALL = 'Do `watchdog cron install`.';
/** By the names of their processes. */
const DAEMONS = new Set(['cron', 'crond', 'fcron', 'dcron', 'cronie', 'bcron-sched', 'busybox']);
const OTHER_APPLET = /\bbusybox(\S*)\s+(?!crond\b)/;

/** The line of the crontab, and who reads it. */
export async function examineCron(patient: Patient): Promise<readonly Symptom[]> {
  const { line, isEnabled } = patient.cron;
  const isRead = line !== undefined && isEnabled;
  return (await Promise.all([lineOf(patient), isRead ? daemon() : []])).flat();
}

async function lineOf({ cron, units }: Patient): Promise<readonly Symptom[]> {
  const { line, isEnabled, missing, others, problem } = cron;
  if (problem !== undefined) return [warning('cron_line', problem, 'Look at `crontab -l` yourself.')];
  const strangers = others.map((other) =>
    warning(
      'cron_others',
      `the crontab: a line that is not ours names this config: ${other}`,
      'Remove it, or `watchdog cron remove` ours.',
    ),
  );
  if (line === undefined)
    return others.length > 0 || (await units).some(isTimerAtWork) ? strangers : [NO_LINE];
  if (!isEnabled)
    return [
      fault(
        'cron_line',
        'the crontab: our line is disabled; expected it to be enabled',
        'Do `watchdog cron enable`.',
      ),
      ...strangers,
    ];
  const gone = missing.map((path) =>
    fault(
      'cron_line',
      `the crontab: in our line ${path} is gone; expected a program`,
      `${INSTALL.replace('.', '')} again.`,
    ),
  );
  return gone.length > 0
    ? [...gone, ...strangers]
    : [sound('cron_line', 'the crontab: our line is there'), ...strangers];
}

const NO_LINE = warning(
  'cron_line',
  'the crontab: no line starts us for this config; expected one, or a timer',
  INSTALL,
);

const HIDDEN = warning(
  'cron_daemon',
  'cron: whether it runs is not known, for processes of other users are hidden from us (hidepid); expected to see it',
  'See as root: `pgrep -l cron`. While the last check is recent it runs.',
);

/** A timer of systemd does what a crontab would. */
function isTimerAtWork({ isActive, starts }: Unit): boolean {
  return isActive && starts !== '';
}

async function daemon(): Promise<Symptom> {
  // There the system itself starts cron when it has something to do.
  if (process.platform === 'darwin') return sound('cron_daemon', 'cron: launchd starts it');
  const named = await listProcesses(pidsNamed(DAEMONS));
  const found = named.find(({ name, command }) => DAEMONS.has(name) && !OTHER_APPLET.test(command));
  if (found !== undefined) return sound('cron_daemon', `cron: pid ${found.pid} (${found.name}) runs`);
  if (!seesProcessesOfOthers()) return HIDDEN;
  return fault(
    'cron_daemon',
    'cron: no process of it is seen; expected it to run',
    'Start it, such as by `systemctl enable --now cron`.',
  );
}
