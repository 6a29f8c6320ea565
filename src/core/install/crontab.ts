// The text of a crontab, and the one line of it that is ours for each config: crontab in, crontab out. Every other line stays as
// it is, byte for byte, the end of the last one included. Knows nothing of cron.

import { shellWords } from './shell-word.ts';

const MARK = '# watchdog-supervisor: ';
/** How a line begins that cron runs, or would if it were not commented out. */
const SCHEDULED = /^(#\s*)?(?=[*\d@])/;

/** A line of ours. */
export interface OurLine {
  readonly text: string;
  /** Whether cron runs it. */
  readonly isEnabled: boolean;
}

/** What lines for one config are known by. */
export interface Names {
  /** At the end of ours. */
  readonly mark: string;
  readonly configPath: string;
}

/** What ends the line that is for that config, a comment to the shell that runs it. */
export function markOf(configPath: string): string {
  return `${MARK}${configPath}`;
}

/** The line of ours that ends with the mark; an enabled one before others. */
export function findOurs(crontab: string, mark: string): OurLine | undefined {
  const ours = crontab.split('\n').filter((line) => isOurs(line, mark));
  const text = ours.find(isEnabled) ?? ours[0];
  return text === undefined ? undefined : { text, isEnabled: isEnabled(text) };
}

/** Lines that have cron make a check of the config, but that are not ours. */
export function findOthers(crontab: string, { mark, configPath }: Names): string[] {
  const named = crontab.split('\n').filter((line) => isEnabled(line) && line.includes(configPath));
  return named.filter((line) => !isOurs(line, mark) && isCheck(line, configPath));
}

const PROGRAM = /(^|\/)[^/]*watchdog[^/]*$/;
const NEXT_COMMAND = /[|;&>]/;

/** Whether it calls something of our name, and by no other verb: the config may be copied, or reported on, by cron as well. */
function isCheck(line: string, configPath: string): boolean {
  const words = shellWords(line.replaceAll(configPath, ''));
  const program = words.findIndex((word) => PROGRAM.test(word));
  if (program === -1) return false;
  const rest = words.slice(program + 1);
  const end = rest.findIndex((word) => NEXT_COMMAND.test(word));
  const verb = rest.slice(0, end === -1 ? rest.length : end).find((word) => /^[a-z][a-z-]*$/.test(word));
  return verb === undefined || verb === 'check';
}

/** The crontab with `line` as the only one of ours with that mark: in the place of a former one, or as the last whole line. */
export function withLine(crontab: string, mark: string, line: string): string {
  const lines = crontab.split('\n');
  const place = lines.findIndex((one) => isOurs(one, mark));
  if (place === -1) return lines.toSpliced(lines.length - 1, 0, line).join('\n');
  const others = lines.map((one, at) => (at !== place && isOurs(one, mark) ? gone(at, lines) : one));
  return ended(others.with(place, line), place).filter(isThere).join('\n');
}

/** The crontab without any line of ours with that mark. */
export function withoutLine(crontab: string, mark: string): string {
  const lines = crontab.split('\n');
  return lines
    .map((one, at) => (isOurs(one, mark) ? gone(at, lines) : one))
    .filter(isThere)
    .join('\n');
}

/** The crontab with our line commented out, or in. */
export function switched(crontab: string, mark: string, isOn: boolean): string {
  const turn = (line: string) => line.replace(SCHEDULED, isOn ? '' : '# ');
  return crontab
    .split('\n')
    .map((line) => (isOurs(line, mark) ? turn(line) : line))
    .join('\n');
}

function isOurs(line: string, mark: string): boolean {
  return SCHEDULED.test(line) && line.trimEnd().endsWith(` ${mark}`);
}

function isEnabled(line: string): boolean {
  return SCHEDULED.test(line) && !line.startsWith('#');
}

/** What is left of a removed line: of the last one that it followed the end of another. */
function gone(at: number, lines: readonly string[]): string | undefined {
  return at === lines.length - 1 && at > 0 ? '' : undefined;
}

/** Ours has an end, though it be the last. */
function ended(lines: readonly (string | undefined)[], place: number): readonly (string | undefined)[] {
  return place === lines.length - 1 ? [...lines, ''] : lines;
}

function isThere(line: string | undefined): line is string {
  return line !== undefined;
}

const USUAL_PATH = '/usr/bin:/bin';

/** PATH of what cron runs for that config, by our line, or by one that names it; undefined where it runs nothing. */
export function searchPathIn(crontab: string, names: Names): string | undefined {
  const ours = findOurs(crontab, names.mark);
  const line = ours?.isEnabled ? ours.text : findOthers(crontab, names)[0];
  if (line === undefined) return undefined;
  const own = shellWords(line).find((word) => word.startsWith('PATH='));
  return own?.slice('PATH='.length) ?? settingAbove(crontab, line) ?? USUAL_PATH;
}

function settingAbove(crontab: string, line: string): string | undefined {
  const lines = crontab.split('\n');
  const above = lines.slice(0, lines.indexOf(line)).map((one) => /^\s*PATH\s*=\s*(.*?)\s*$/.exec(one)?.[1]);
  return above.findLast((path) => path !== undefined)?.replace(/^(["'])(.*)\1$/, '$2');
}
