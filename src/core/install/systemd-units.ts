// Writes the units by which systemd starts us: a timer, and the service that it starts, which leaves alive what we have started.
// Knows no folder and no systemctl.

import type { CronJob } from './cron-line.ts';

/** What systemd is to run, and how often; every path is absolute. */
export interface UnitJob
  extends Pick<CronJob, 'configPath' | 'program' | 'node' | 'searchPath' | 'intervalSeconds'> {
  /** Of both units, without their endings. */
  readonly name: string;
  /** As written on the command line: how often one invocation looks again. */
  readonly every: string | undefined;
}

const MARK = '# watchdog-supervisor: ';
// What lasts longer has hung, and what it left undone the next invocation does.
const LIMIT_SECONDS = 3600;

/** The unit that makes one check. */
export function serviceUnit({ configPath, node, program, searchPath, every }: UnitJob): string {
  const repeated = every === undefined ? [] : ['--every', every];
  const words = [node, program, '-c', configPath, 'check', ...repeated].map(execWord);
  return `${MARK}${configPath}
[Unit]
Description=Watchdog: a check of the services of ${unitText(configPath)}

[Service]
Type=oneshot
Environment=${quoted(unitText(`PATH=${searchPath}`))}
ExecStart=${words.join(' ')}
TimeoutStartSec=${LIMIT_SECONDS}
# What we have started lives on when we end, and when one of it is ended for its memory.
KillMode=process
OOMPolicy=continue
TasksMax=infinity
`;
}

/** The unit that starts that one again and again: so long after it has ended, and first of all at once. */
export function timerUnit({ configPath, name, every, intervalSeconds }: UnitJob): string {
  const pauseSeconds = every === undefined ? intervalSeconds : 1;
  return `${MARK}${configPath}
[Unit]
Description=Watchdog: when the services of ${unitText(configPath)} are checked

[Timer]
Unit=${name}.service
OnActiveSec=1s
OnUnitInactiveSec=${pauseSeconds}s
AccuracySec=1s

[Install]
WantedBy=timers.target
`;
}

/** Whether a unit is one that we wrote for that config. */
export function isUnitOf(configPath: string, text: string): boolean {
  return text.startsWith(`${MARK}${configPath}\n`);
}

/** One word of an ExecStart: nothing in it is replaced. */
function execWord(text: string): string {
  return quoted(unitText(text).replaceAll('$', '$$$$'));
}

/** In a unit a percent sign begins what is replaced. */
function unitText(text: string): string {
  return text.replaceAll('%', '%%');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}
