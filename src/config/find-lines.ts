/** Finds the lines on which options stand, for messages. It runs only when there is something to complain about. */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Location } from './finding.ts';

/** A function from a location to its line in the text, from 1: its own, or that of the nearest thing around it. */
export function lineFinder(text: string): (at: Location) => number | undefined {
  const tree = parseTreeOrUndefined(text);
  return (at) => (tree === undefined ? undefined : lineAt(text, nearestNode(tree, at)));
}

/** No tree for a text nested deeper than the stack. */
function parseTreeOrUndefined(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function nearestNode(tree: Node, at: Location): Node {
  for (let depth = at.length; depth > 0; depth--) {
    const node = findNodeAtLocation(tree, at.slice(0, depth));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node;
  }
  return tree;
}

function lineAt(text: string, { offset }: Node): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < offset; index = text.indexOf('\n', index + 1))
    line++;
  return line;
}
