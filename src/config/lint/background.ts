/** Commands that leave what they start behind, though it is what is to be watched. It reads plain words, not the shell. */
import { basename } from 'node:path';
import type { Service } from '../config.ts';
import type { Location } from '../finding.ts';
import type { CommandEntry } from '../schema.ts';
import type { Lint, Subject } from './lint.ts';

const LEAVERS = new Set(['nohup', 'setsid', 'daemonize', 'start-stop-daemon']);
const FLAG = /^--(daemon|daemonize|detach|background|fork)$/;

/** What is started stays in the foreground, unless its process is found in another way. */
export function startsStay({ config, draft }: Subject): Lint[] {
  return config.services.flatMap((service) => {
    const { entry, enabled } = service;
    const written = draft.entries.get(entry)?.commands?.start;
    if (!enabled || written === undefined || isFoundOtherwise(service)) return [];
    const sign = signOf(written);
    if (sign === undefined) return [];
    const at = placeOf(draft, entry);
    const stayed = typeof written === 'string' ? inForeground(written) : undefined;
    return [
      {
        code: 'command_in_background',
        at,
        found: `${sign}, which sends it into the background`,
        expected: 'a command that stays as long as the service lives',
        hint: 'Leave that out: it outlives us in any case, and its output is kept. What can only be a daemon needs a check of type `process`.',
        fix: stayed === undefined ? undefined : { at, value: stayed },
      },
    ];
  });
}

function isFoundOtherwise({ foundBy, manager }: Service): boolean {
  return foundBy !== undefined || manager !== undefined;
}

function placeOf({ settings }: Subject['draft'], entry: string): Location {
  const isOld = settings.processes?.[entry]?.commands?.start === undefined;
  return ['processes', entry, ...(isOld ? ['startup_command'] : ['commands', 'start'])];
}

function signOf(written: CommandEntry): string | undefined {
  const words = typeof written === 'string' ? written.trim().split(/\s+/) : written;
  if (typeof written === 'string' && /(^|[^&])&\s*$/.test(written)) return 'a `&` at its end';
  const [first = '', second = ''] = words;
  const leaver = [first, first === 'exec' ? second : ''].find((word) => LEAVERS.has(basename(word)));
  const sign = leaver ?? words.find((word) => FLAG.test(word));
  return sign && `\`${sign}\``;
}

/** The same without `nohup` and `&`, where it is one simple command; undefined where nobody can be sure. */
function inForeground(line: string): string | undefined {
  const called = line.trim().replace(/^(exec\s+)?nohup\s+/, '$1');
  const bare = called.endsWith('&') ? called.slice(0, -1).trimEnd() : called;
  return bare === line.trim() || signOf(bare) !== undefined || /[;&|\n]/.test(bare.replace(/\d?>&\d/g, ''))
    ? undefined
    : bare;
}
