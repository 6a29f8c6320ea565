// What the terminal sends, as the names of keys. Knows not what they are for.

import type { Key } from 'ink';

const NAMES: readonly (readonly [flag: keyof Key, name: string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
  ['escape', 'escape'],
];

/** What comes as a character, where several keys come at once. */
const CONTROLS: Readonly<Record<string, string | undefined>> = {
  '\t': 'tab',
  '\r': 'enter',
  '\n': 'enter',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u0003': 'ctrl-c',
};

/** The keys of one input: many, where several were typed before we came to look; none of those that nothing means. */
export function keyNames(input: string, key: Key): readonly string[] {
  const [, name] = NAMES.find(([flag]) => key[flag] === true) ?? [];
  if (name !== undefined) return [name];
  if (key.ctrl) return input === 'c' ? ['ctrl-c'] : [];
  const names = [...input].flatMap(nameOf);
  // What is typed right after esc looks like alt with it, which means nothing here.
  return key.meta ? ['escape', ...names] : names;
}

function nameOf(character: string): readonly string[] {
  const control = CONTROLS[character];
  if (control !== undefined) return [control];
  return /^\P{C}$/u.test(character) ? [character] : [];
}
