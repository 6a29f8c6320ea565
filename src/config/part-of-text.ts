/** Cuts a part out of a JSON text, so that its lines keep their numbers. It does not know what the text means. */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Location } from './finding.ts';

/** The text of the value at a location, on the lines where it stands, with nothing else around it; undefined where there is none. */
export function partOfText(text: string, at: Location): string | undefined {
  const node = nodeAt(text, at);
  if (node === undefined) return undefined;
  const before = text.slice(0, node.offset).replace(/[^\n]/g, ' ');
  return before + text.slice(node.offset, node.offset + node.length);
}

/** None in a text nested deeper than the stack. */
function nodeAt(text: string, at: Location): Node | undefined {
  try {
    const tree = parseTree(text);
    return tree && findNodeAtLocation(tree, [...at]);
  } catch {
    return undefined;
  }
}
