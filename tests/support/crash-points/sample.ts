// Which points are tried where all of them would take too long: of runs of like calls the first, the middle and the last,
// each with one error that it may really meet. The choice is the same every time.

import type { Call } from './calls.ts';
import { type Fault, type Kind, type Point, pointsAt } from './points.ts';

/** Errors that are likely, taken in turns. */
const LIKELY: Readonly<Record<string, readonly Fault[]>> = {
  openat: ['EMFILE', 'ENOSPC', 'EIO'],
  clone: ['EAGAIN'],
  kill: ['EAGAIN'],
};
const USUAL: readonly Fault[] = ['ENOSPC', 'EIO'];

/** Calls after which the world is another one: the program is always killed right before them and right after. */
const TURNING_POINTS = ['clone', 'vfork', 'fork', 'kill', 'fsync', 'fdatasync', 'rename', 'unlink', 'rmdir'];

/** Of so many other calls one is tried. */
const ONE_IN: Record<Kind, number> = { killed: 4, 'failing once': 4, 'failing from then on': 6 };

/** Some of the points of one kind. */
export function samplePoints(calls: readonly Call[], kind: Kind): readonly Point[] {
  const edges = runsOf(calls.filter((call) => pointsAt(call, kind).length > 0)).flatMap(edgesOf);
  const isTurn = (index: number) => TURNING_POINTS.includes(edges[index]?.syscall ?? '');
  const isChosen = (index: number) =>
    index % ONE_IN[kind] === 0 || (kind === 'killed' && (isTurn(index) || isTurn(index - 1)));
  return edges.filter((_, index) => isChosen(index)).flatMap((call, turn) => likeliest(call, { kind, turn }));
}

/** Calls that follow each other, of the same name and on the same file. */
function runsOf(calls: readonly Call[]): readonly Call[][] {
  const runs: Call[][] = [];
  let last: Call | undefined;
  for (const call of calls) {
    const isAlike = last?.syscall === call.syscall && last.place === call.place;
    if (isAlike) runs.at(-1)?.push(call);
    else runs.push([call]);
    last = call;
  }
  return runs;
}

function edgesOf(run: readonly Call[]): readonly Call[] {
  return [...new Set([0, run.length >> 1, run.length - 1])].flatMap((index) => run[index] ?? []);
}

function likeliest(call: Call, { kind, turn }: { kind: Kind; turn: number }): readonly Point[] {
  const points = pointsAt(call, kind);
  const likely = LIKELY[call.syscall] ?? USUAL;
  const wanted = points.filter(({ fault }) => fault === likely[turn % likely.length]);
  return wanted.length > 0 ? wanted : points.slice(0, 1);
}
