// Asks a person at a terminal what is to be in a first config. Finds and writes nothing.

import { cancel, confirm, intro, isCancel, multiselect, text } from '@clack/prompts';
import type { InitWishes, Named } from '../../commands/init/init.ts';
import type { Candidate } from '../../core/init/candidate.ts';
import { oneLine } from '../visible.ts';

/** Thrown through the questions when the person wants no more of them. */
const LEFT = Symbol('left');

/** What is to be written, beginning with what is proposed; undefined where the person gave up. */
export async function askPerson(
  proposed: InitWishes,
  isTaken: (path: string) => boolean,
): Promise<InitWishes | undefined> {
  try {
    intro('watchdog init: a first config');
    const chosen = await chooseAmong(proposed.found);
    const completed = await completeAll(chosen.filter(({ process }) => process === undefined));
    const named = [
      ...proposed.named,
      ...completed,
      ...(await askForMore(chosen.length + proposed.named.length > 0)),
    ];
    const path = await ask('Where is the config to be?', proposed.path, isSomething);
    const isToReplace = proposed.isToReplace || (isTaken(path) && (await mayReplace(path)));
    return { path, isToReplace, named, found: chosen.filter(({ process }) => process !== undefined) };
  } catch (error) {
    if (error !== LEFT) throw error;
    cancel('Nothing was written.');
    return undefined;
  }
}

async function mayReplace(path: string): Promise<true> {
  const isMeant = given(
    await confirm({ message: `${oneLine(path)} is there. Write over it?`, initialValue: false }),
  );
  if (!isMeant) throw LEFT;
  return true;
}

async function chooseAmong(found: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (found.length === 0) return [];
  const options = found.map((one) => ({ value: one.key, label: one.key, hint: hintFor(one) }));
  const keys = given(
    await multiselect({
      message: 'Which of these are to be kept alive?',
      options,
      initialValues: found.map(({ key }) => key),
      required: false,
    }),
  );
  return found.filter(({ key }) => keys.includes(key));
}

function hintFor({ heartbeatPath, process }: Candidate): string {
  const command = process === undefined ? 'not running' : `pid ${process.pid}: ${process.argv.join(' ')}`;
  return oneLine(`${heartbeatPath ?? 'no heartbeat yet'}; ${command}`).slice(0, 100);
}

/** Of what only beats nobody knows how it is started; left empty, it is left out. */
async function completeAll(beating: readonly Candidate[]): Promise<readonly Named[]> {
  const named: Named[] = [];
  for (const { key, heartbeatPath } of beating) {
    const start = await ask(`How is ${key} started? (empty: leave it out)`, '');
    if (start !== '') named.push({ key, heartbeatPath, start });
  }
  return named;
}

async function askForMore(hasSome: boolean): Promise<readonly Named[]> {
  const named: Named[] = [];
  while (
    given(
      await confirm({
        message: questionFor(hasSome || named.length > 0),
        initialValue: !hasSome && named.length === 0,
      }),
    )
  ) {
    const key = await ask('Its key, a short name', '', isKey);
    const start = await ask('How is it started?', '', isSomething);
    const heartbeatPath = await ask(
      'The heartbeat file that it writes',
      `heartbeats/${key}.json`,
      isSomething,
    );
    named.push({ key, start, heartbeatPath });
  }
  return named;
}

function questionFor(hasSome: boolean): string {
  return hasSome ? 'Name another service?' : 'Name a service?';
}

type Check = (value: string | undefined) => string | undefined;

const isSomething: Check = (value) => (value?.trim() ? undefined : 'Something has to be said here.');
const isKey: Check = (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(value ?? '')
    ? undefined
    : 'Letters, digits, ".", "_", "@" and "-".';

async function ask(message: string, initialValue: string, validate?: Check): Promise<string> {
  const value = given(await text({ message, initialValue, ...(validate === undefined ? {} : { validate }) }));
  return (value ?? '').trim();
}

function given<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw LEFT;
  return answer as Exclude<T, symbol>;
}
