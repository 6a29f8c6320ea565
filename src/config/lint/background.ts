/** Commands that leave what they start behind, though it is what is to be watched. It reads plain words, not the shell. */
import { basename } from 'node:path';
import type { Service } from '../config.ts';
import type { Location } from '../finding.ts';
import type { CommandEntry } from '../schema.ts';
import type { Lint, Subject } from './lint.ts';

/** Programs that leave what they call behind, but for these flags or only with them. */
const LEAVERS = new Map<string, (words: readonly string[]) => boolean>([
  ['daemonize', () => true],
  ['setsid', (words) => !words.some((word) => word === '-w' || word === '--wait')],
  ['start-stop-daemon', (words) => words.includes('-b')],
]);
const FLAG = /^--(daemon|daemonize|detach|background|fork)$/;
const NO = /^(no|off|false|0)$/;
/** What only says how the next word is called. */
const BEFORE_PROGRAM = /^(exec|env|nohup|\w+=.*)$/;

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
  if (typeof written === 'string' && isSentAway(syntaxOf(written))) return 'a `&`';
  const words = typeof written === 'string' ? syntaxOf(written).split(/\s+/) : written;
  const [program = '', ...rest] = words.slice(words.findIndex((word) => !BEFORE_PROGRAM.test(word)));
  const sign = LEAVERS.get(basename(program))?.(rest) ? program : flagIn(rest);
  return sign && `\`${sign}\``;
}

/** A line without what is quoted, escaped or a comment in it. */
function syntaxOf(line: string): string {
  const unquoted = line.replace(/'[^']*'|"(\\[\s\S]|[^"\\])*"|\\[\s\S]/g, '_');
  return unquoted.replace(/(^|\s)#.*/g, '').trim();
}

/** Also where only its number is told, or it is disowned, after that. */
function isSentAway(line: string): boolean {
  return /(^|[^&])&(\s*(disown|echo \$!).*)?\)?$/.test(line);
}

/** Of the program itself: what comes behind `--` is for somebody else. */
function flagIn(words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  return own.find((word, index) => FLAG.test(word) && !NO.test(own[index + 1] ?? ''));
}

/** The same without its `&`, where it is one simple command; undefined where nobody can be sure. */
function inForeground(line: string): string | undefined {
  const stayed = line.replace(/&\s*$/, '').trim();
  const isSimple = !/[;&|\n]/.test(syntaxOf(stayed).replace(/\d?>&\d/g, ''));
  return stayed !== line.trim() && isSimple && signOf(stayed) === undefined ? stayed : undefined;
}
