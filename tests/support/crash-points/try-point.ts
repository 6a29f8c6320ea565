// Tries one point: sets the stage, lets the fault hit, goes on without a fault, and finds which promises are broken.

import { eventually } from '../eventually.ts';
import type { Act, Aftermath } from './act.ts';
import { committedRows } from './committed-rows.ts';
import { runUnderFire } from './inject.ts';
import type { Point } from './points.ts';
import { brokenByHit, brokenInTheEnd, lostRows } from './promises.ts';
import { openStage, type Stage } from './stage.ts';

const SETTLED_WITHIN_SECONDS = 5;

/** What every point of an act has in common. */
export interface Campaign {
  readonly act: Act;
  /** The folder that every stage begins with. */
  readonly template: string;
  readonly program: readonly string[] | undefined;
}

/** What came of one point. */
export interface Trial {
  readonly point: Point;
  /** False where the run made no such call: the number of some differs from run to run. */
  readonly isReached: boolean;
  /** The promises that were broken, and what was seen, in words; nothing is as it should be. */
  readonly broken: readonly string[];
}

/** Tries one point. */
export async function tryPoint({ act, ...beginning }: Campaign, point: Point): Promise<Trial> {
  const stage = openStage(act.service, beginning);
  try {
    await act.set(stage);
    const before = committedRows(stage);
    const hit = await runUnderFire(stage, act.words, point);
    const aftermath = { hit, rows: committedRows(stage) };
    const broken = [
      ...brokenByHit(stage, aftermath),
      ...lostRows(before, aftermath.rows),
      ...(act.hit?.(stage, aftermath) ?? []),
      ...(await act.goOn(stage, aftermath)),
      ...(await settle(stage, act)),
      ...brokenInTheEnd(stage),
      ...lostRows(aftermath.rows, committedRows(stage)),
      ...(act.end?.(stage) ?? []),
    ];
    const seen = broken.length === 0 ? [] : account(stage, aftermath);
    return { point, isReached: hit.isReached, broken: [...broken, ...seen] };
  } finally {
    await stage.end();
  }
}

/** What was started may take a moment to have its children, or to have left itself behind. */
async function settle(stage: Stage, { size }: Act): Promise<readonly string[]> {
  try {
    await eventually('all have come', () => stage.living('web').length === size, SETTLED_WITHIN_SECONDS);
    return [];
  } catch {
    return [`${stage.living('web').length} processes of it live, not ${size}`];
  }
}

/** What may help to understand it. */
function account(stage: Stage, { hit }: Aftermath): readonly string[] {
  const { exitCode, signal, stdout, stderr } = hit;
  return [`(hit: ${signal ?? exitCode}: ${stdout}${stderr})`, ...stage.log().map((line) => `(log: ${line})`)];
}
