// What a start that failed says about trying again: by its exit code, or by failing in the same way time after time.

import type { Service } from '../config/config.ts';
import type { Moment } from './moment.ts';
import type { StepResult } from './recovery.ts';
import { giveUp } from './restarts.ts';
import type { Crash, Restarts } from './service-state.ts';
import { tellingLines } from './telling-lines.ts';

/** How often a start may fail in the very same way before it is given up. */
const SAME_WAY = 3;

/** What is remembered of the restarts then, and the reason where that gives the service up. */
export interface Lesson {
  readonly restarts: Restarts;
  readonly givenUp: string | undefined;
}

type Codes = Pick<Service, 'giveUpExitCodes' | 'retryExitCodes'>;

/** Whose start it was. */
type Teachable = Codes & Pick<Service, 'remedies'>;

/** Learns from a start that failed. */
export function learn(
  restarts: Restarts,
  result: StepResult,
  { service, now }: { readonly service: Teachable; readonly now: Moment },
): Lesson {
  const { exitCode } = result;
  if (exitCode !== undefined && service.retryExitCodes.includes(exitCode))
    return { restarts: { ...restarts, crash: { print: printOf(result), count: 0 } }, givenUp: undefined };
  const after =
    isOfNoUse(exitCode, service) || !isOwnFailure(result)
      ? restarts
      : { ...restarts, crash: oneMore(restarts.crash, result) };
  const givenUp = whyOfNoUse(after, exitCode, service);
  const isToGoOn = givenUp === undefined || (!isOfNoUse(exitCode, service) && isMoreToCome(after, service));
  if (isToGoOn) return { restarts: after, givenUp: undefined };
  return { restarts: giveUp(after, now), givenUp: restarts.givenUpRung === undefined ? givenUp : undefined };
}

/** What somebody sends who wants it to end, or the kernel for want of memory: no way of its own to fail. */
const SENT: ReadonlySet<string | undefined> = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGKILL', 'SIGTERM']);

/** Whether it has failed by itself, and shows how: another failure can be like it. */
export function isOwnFailure({ exitCode, signal, outputTail = '' }: StepResult): boolean {
  if (exitCode === 0 || SENT.has(signal)) return false;
  return exitCode !== undefined || signal !== undefined || outputTail !== '';
}

/** Whether other steps are yet to be tried: the next attempt is not like the last. */
function isMoreToCome({ level }: Restarts, { remedies }: Pick<Service, 'remedies'>): boolean {
  return remedies.escalation.some(({ after }) => after >= level);
}

/** Why trying again soon would be of no use, after what was learned; undefined where it may be of some. */
export function whyOfNoUse(
  { crash }: Pick<Restarts, 'crash'>,
  exitCode: number | undefined,
  service: Pick<Codes, 'giveUpExitCodes'>,
): string | undefined {
  if (isOfNoUse(exitCode, service)) return `exit code ${exitCode} says that trying again is of no use`;
  return crash !== undefined && crash.count >= SAME_WAY
    ? `it has failed in the same way ${crash.count} times`
    : undefined;
}

function isOfNoUse(
  exitCode: number | undefined,
  { giveUpExitCodes }: Pick<Codes, 'giveUpExitCodes'>,
): boolean {
  return exitCode !== undefined && giveUpExitCodes.includes(exitCode);
}

function oneMore(before: Crash | undefined, result: StepResult): Crash {
  const print = printOf(result);
  if (before === undefined || !isSameWay(before.print, print)) return { print, count: 1 };
  return { print: isExitKnown(print) ? print : before.print, count: before.count + 1 };
}

/** By the exit, where both are known, and by the words. */
function isSameWay(a: string, b: string): boolean {
  const areKnown = isExitKnown(a) && isExitKnown(b);
  return areKnown ? a === b : wordsOf(a) === wordsOf(b);
}

const UNKNOWN = '?';

function isExitKnown(print: string): boolean {
  return !print.startsWith(`${UNKNOWN} `);
}

function wordsOf(print: string): string {
  return print.slice(print.indexOf(' '));
}

const LONGEST_PRINT = 500;

/** The same for failures that differ only in their numbers: times, pids, addresses. */
function printOf({ exitCode, signal, outputTail = '' }: StepResult): string {
  const lastLines = tellingLines(outputTail).join('\n');
  const words = lastLines.replace(/[0-9a-fA-F]+/g, (word) => (/\d/.test(word) ? '#' : word));
  return `${exitCode ?? signal ?? UNKNOWN} ${words.slice(0, LONGEST_PRINT)}`;
}
