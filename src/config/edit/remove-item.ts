/** Takes an item off a list in JSON text with its comma alone: comments around it stay. It does not know what the list is for. */
import { createScanner, type Node } from 'jsonc-parser';

/** A piece of the text: where it begins, and where what follows it does. */
type Piece = readonly [from: number, to: number];

/** The text without the item at that place of the list. */
export function removeItem(text: string, list: Node, place: number): string {
  const { children = [] } = list;
  const item = pieceOf(children[place]);
  const former = place === 0 ? undefined : pieceOf(children[place - 1]);
  const comma = commaBehind(text, item) ?? (former && commaBehind(text, former));
  const pieces = comma === undefined ? [item] : [item, comma];
  // The last one first, so that the places of the others still hold.
  return pieces.sort((a, b) => b[0] - a[0]).reduce(cut, text);
}

function pieceOf(node: Node | undefined): Piece {
  const { offset = 0, length = 0 } = node ?? {};
  return [offset, offset + length];
}

/** Where only blanks and comments are between. */
function commaBehind(text: string, [, end]: Piece): Piece | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(end);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? [at, at + 1] : undefined;
}

/** Without the piece, and without its line where nothing else is on that. */
function cut(text: string, [from, to]: Piece): string {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to) + 1;
  const rest = text.slice(begin, from) + text.slice(to, next);
  return next > 0 && rest.trim() === ''
    ? text.slice(0, begin) + text.slice(next)
    : text.slice(0, from) + text.slice(to);
}
