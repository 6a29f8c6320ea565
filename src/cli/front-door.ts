// Runs a command and turns what comes of it into words on stdout, complaints on stderr, and an exit code. The only place
// that prints.

import type { Surroundings } from '../commands/surroundings.ts';
import type { ConfigError } from '../errors.ts';
import { exitOfError } from './exit-codes.ts';
import { roomOn } from './fit-width.ts';
import { dieBy } from './leave.ts';
import { openLog } from './log-sink.ts';
import { openCache } from './own-cache.ts';
import { errorForPrograms, renderError } from './render-error.ts';
import { say } from './say.ts';
import { whoAsks } from './who-asks.ts';

/** What came of a command, ready to be told. */
export interface Outcome {
  readonly exitCode: number;
  /** For people; empty says nothing at all. */
  readonly text: string;
  /** For people, on stderr: of a verb that is silent when all is well. */
  readonly complaint?: string;
  /** We are to die by this signal, as did whoever we stood in for. */
  readonly diesBy?: NodeJS.Signals;
  /** For programs, printed instead with `--json`; nothing where it is undefined. */
  readonly json: unknown;
  /** What is told after that, each as it comes, until there is no more or we are told to stop. */
  readonly following?: AsyncIterable<Told> | undefined;
}

/** One thing that is told while a command goes on. */
export interface Told {
  /** For people; absent where there is nothing new for them. */
  readonly text: string | undefined;
  readonly json: unknown;
  /** Moves the cursor of a terminal before that, so that it takes the place of what was told last. */
  readonly moves?: string;
}

/** How to run it. */
export interface Manner {
  readonly configPath: string | undefined;
  readonly json: boolean;
  /** Signals are not for us. */
  readonly passesSignals?: boolean;
}

/** Runs a command with this process as its surroundings, tells what came of it, and returns the exit code. */
export async function enter(
  command: (surroundings: Surroundings) => Outcome | Promise<Outcome>,
  manner: Manner,
): Promise<number> {
  const course: Course = { stopCode: undefined, mistake: undefined, isFollowing: false };
  if (manner.passesSignals !== true) heedSignals(course);
  try {
    const outcome = await command(surroundingsOf(manner, course));
    tell(outcome, manner);
    if (outcome.following !== undefined) await follow(outcome.following, manner, course);
    if (outcome.diesBy !== undefined) dieBy(outcome.diesBy);
    const { stopCode, mistake } = course;
    return stopCode ?? (mistake === undefined ? outcome.exitCode : exitOfError(mistake));
  } catch (error) {
    return tellError(error, manner);
  }
}

/** Tells why a command was not done, and returns the exit code. */
export function tellError(error: unknown, { json: isForPrograms }: Pick<Manner, 'json'>): number {
  if (isForPrograms) say('stdout', JSON.stringify(errorForPrograms(error)));
  else say('stderr', renderError(error, roomOn(process.stderr)));
  return exitOfError(error);
}

/** Only that is made which is told: of ten thousand services the other takes longer than much of the tick. */
function tell(outcome: Outcome, { json: isForPrograms }: Manner): void {
  const words = isForPrograms ? (JSON.stringify(outcome.json) ?? '') : outcome.text;
  if (words !== '') say('stdout', words);
  const { complaint } = outcome;
  if (complaint !== undefined && !isForPrograms) say('stderr', complaint);
}

/** Ends also when nobody reads any more (`| head`). */
async function follow(
  following: AsyncIterable<Told>,
  { json: isForPrograms }: Manner,
  course: Course,
): Promise<void> {
  course.isFollowing = true;
  process.stdout.once('error', () => {
    course.stopCode ??= 0;
  });
  for await (const { text, json, moves = '' } of following) {
    const words = isForPrograms ? JSON.stringify(json) : text;
    if (words === undefined) continue;
    if (moves !== '' && !isForPrograms) process.stdout.write(moves);
    say('stdout', words);
  }
}

/** What happens meanwhile and decides about the exit code. */
interface Course {
  /** We were told to stop. */
  stopCode: number | undefined;
  /** Of the config file, in spite of which work went on. */
  mistake: ConfigError | undefined;
  /** All that is left to do is to tell what comes, which only Ctrl-C ends: there is no step at hand. */
  isFollowing: boolean;
}

function surroundingsOf({ configPath }: Manner, course: Course): Surroundings {
  return {
    env: process.env,
    cwd: process.cwd(),
    user: () => whoAsks(process.env),
    configPath,
    cache: openCache(process.env, process.geteuid?.() ?? -1),
    openLog,
    isStopping: () => course.stopCode !== undefined,
    inSpiteOf: (error) => {
      course.mistake = error;
      say('stderr', `${renderError(error)}\nThe last good config stays in force.`);
    },
    showProgress: (line) => {
      if (process.stderr.isTTY) say('stderr', line);
    },
  };
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** The first signal lets the step at hand finish; a second one ends us at once, which loses nothing either. */
function heedSignals(course: Course): void {
  for (const [name, number] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      if (course.stopCode !== undefined) process.exit(course.stopCode);
      course.stopCode = course.isFollowing && name === 'SIGINT' ? 0 : 128 + number;
      if (process.stderr.isTTY && !course.isFollowing)
        say('stderr', 'Finishing the step at hand; once more to leave at once.');
    });
  }
}
