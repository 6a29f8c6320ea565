/**
 * Tells cheaply whether a JSON text writes a key twice in one object, which `JSON.parse` hides: it compares how many keys
 * are written with how many arrived. It does not know which key it is; `inspect-json.ts` finds that.
 */

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** Whether some object in the text has a key twice; `value` is what `JSON.parse` made of the text. */
export function hasDuplicateKeys(text: string, value: unknown): boolean {
  return countWrittenKeys(text) !== countKeys(value);
}

/** Counts the strings followed by a colon; only right for text that is valid JSON. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (let open = text.indexOf('"'); open !== -1; ) {
    const afterString = closingQuote(text, open) + 1;
    if (text.charCodeAt(skipSpace(text, afterString)) === COLON) count++;
    open = text.indexOf('"', afterString);
  }
  return count;
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (index - before) % 2 === 0;
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (text.charCodeAt(index) <= SPACE) index++;
  return index;
}

/** Without recursion: a document may be nested deeper than the stack. */
function countKeys(root: unknown): number {
  let count = 0;
  const pending = [root].filter(isContainer);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const isList = Array.isArray(value);
    for (const key in value) {
      if (!isList) count++;
      const child = value[key as keyof typeof value];
      if (isContainer(child)) pending.push(child);
    }
  }
  return count;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
