// Makes what a program printed fit for a terminal and a record: nothing in it acts on either.

const LINES = 20;
// Control characters, and those that hide, reorder or break lines where nobody sees it.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The last 20 lines of some bytes: invalid UTF-8 replaced, control characters written out. */
export function visibleTail(bytes: Uint8Array): string {
  return visible(bytes).split('\n').slice(-LINES).join('\n');
}

/** All of some bytes, in the same way. */
export function visible(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(withoutCutCharacter(bytes)).replaceAll('\r\n', '\n');
  return text.trimEnd().replace(INVISIBLE, written);
}

/** Bytes cut out of a text may begin in the middle of a character, whose rest would show as damage. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  let from = 0;
  while (from < 3 && ((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return bytes.subarray(from);
}

function written(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}
