// Which points are tried where all of them would take too long: of runs of like calls the first, the middle and the last,
// each with one error that it may really meet. The choice is the same every time.

import { ANYWHERE, type Call } from './calls.ts';
import { isInStage } from './places.ts';
import { type Fault, type Kind, type Point, pointsAt } from './points.ts';

/** Errors that are likely, taken in turns. */
const LIKELY: Readonly<Record<string, readonly Fault[]>> = {
  openat: ['EMFILE', 'ENOSPC', 'EIO'],
  clone: ['EAGAIN'],
  kill: ['EAGAIN'],
};
const USUAL: readonly Fault[] = ['ENOSPC', 'EIO'];
const LOOKING: readonly Fault[] = ['EIO', 'EMFILE', 'EAGAIN'];

/** Calls after which the world is another one: the program is always killed right before them and right after. */
const TURNING_POINTS = ['clone', 'vfork', 'fork', 'kill', 'fsync', 'fdatasync', 'rename', 'unlink', 'rmdir'];

/** Of so many other calls one is tried: on files of ours; on what the machine tells; and of opens anywhere. */
interface Share {
  readonly ours: number;
  readonly machine: number;
  readonly anywhere: number;
}
const ONE_IN: Readonly<Record<Kind, Share>> = {
  killed: { ours: 8, machine: 3, anywhere: 1 },
  'failing once': { ours: 8, machine: 3, anywhere: 50 },
  'failing for a while': { ours: 2, machine: 2, anywhere: 20 },
  'failing from then on': { ours: 12, machine: 16, anywhere: 50 },
};

/** Some of the points of one kind. */
export function samplePoints(calls: readonly Call[], kind: Kind): readonly Point[] {
  const tryable = calls.filter((call) => pointsAt(call, kind).length > 0);
  const ours = tryable.filter(({ place, syscall }) => isInStage(place) && !isAnyOpen({ place, syscall }));
  const machine = tryable.filter(({ place }) => !isInStage(place));
  const edges = runsOf(ours).flatMap(edgesOf);
  const isTurn = (index: number) => TURNING_POINTS.includes(edges[index]?.syscall ?? '');
  const { [kind]: share } = ONE_IN;
  const chosen = [
    ...edges.filter(
      (_, index) => index % share.ours === 0 || (kind === 'killed' && (isTurn(index) || isTurn(index - 1))),
    ),
    ...oneIn(share.machine, firstsOf(machine)),
    ...oneIn(share.anywhere, tryable.filter(isAnyOpen)),
  ];
  return chosen.flatMap((call, turn) => likeliest(call, { kind, turn }));
}

function isAnyOpen({ syscall, place }: Pick<Call, 'syscall' | 'place'>): boolean {
  return syscall === 'openat' && place === ANYWHERE;
}

/** The last ones are always among them: they come after the start. */
function oneIn(share: number, calls: readonly Call[]): readonly Call[] {
  return calls.filter((_, index) => (calls.length - 1 - index) % share === 0);
}

/** Each look at each file is asked for once. */
function firstsOf(calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ nth }) => nth === 1);
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
  const likely = isInStage(call.place) ? (LIKELY[call.syscall] ?? USUAL) : LOOKING;
  const wanted = points.filter(({ fault }) => fault === likely[turn % likely.length]);
  return wanted.length > 0 ? wanted : points.slice(0, 1);
}
