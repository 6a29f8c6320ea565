/**
 * Finds where an option of a service is written: with itself, in `defaults`, for the whole file, or nowhere. It does not know
 * what the options mean.
 */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { lineFinder } from './find-lines.ts';
import { formatLocation, type Location } from './finding.ts';

/** Where an option is written. */
export interface OptionPlace {
  /** As people write it: `processes.web.timeout_seconds`. */
  readonly at: string;
  /** From 1. */
  readonly line: number;
}

/** A function from an entry of `processes` and an option to the place that sets it; undefined is the schema's default. */
export function optionFinder(text: string): (entry: string, option: Location) => OptionPlace | undefined {
  const tree = treeOf(text);
  const lineOf = lineFinder(text);
  return (entry, option) => {
    const places: Location[] = [['processes', entry, ...option], ['defaults', ...option], option];
    const at = places.find(
      (place) => tree !== undefined && findNodeAtLocation(tree, [...place]) !== undefined,
    );
    const line = at && lineOf(at);
    return at === undefined || line === undefined ? undefined : { at: formatLocation(at), line };
  };
}

/** No tree for a text nested deeper than the stack. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}
