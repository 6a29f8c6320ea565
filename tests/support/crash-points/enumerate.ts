// Makes a test of each kind of points of an act, and tells what was tried. Usually that is a sample; CRASH_POINTS=all tries
// every point, and CRASH_POINT=<name> a single one.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Act } from './act.ts';
import { ANYWHERE, type Call, watchCalls } from './calls.ts';
import { canTrace } from './inject.ts';
import { KINDS, type Kind, nameOf, pointsAt } from './points.ts';
import { samplePoints } from './sample.ts';
import { openStage } from './stage.ts';
import { type Campaign, type Trial, tryPoint } from './try-point.ts';

const { CRASH_POINT: only, CRASH_POINTS: extent } = process.env;
const AT_ONCE = 2;
const LIMIT_MS = 6 * 3_600_000;

/** Registers the tests of an act. */
export function enumeratePoints(act: Act): void {
  const why = canTrace ? '' : ' (skipped: strace may not trace here)';
  const testIfTraced = canTrace ? test : test.skip;
  let explored: Promise<Explored> | undefined;
  const template = mkdtempSync(join(tmpdir(), 'watchdog-template-'));
  afterAll(() => rmSync(template, { recursive: true }));
  testIfTraced.each(KINDS)(
    `${act.name}: %s at any of its system calls${why}`,
    async (kind) => {
      explored ??= explore(act, template);
      await tryAll(await explored, kind);
    },
    LIMIT_MS,
  );
}

interface Explored {
  readonly campaign: Campaign;
  readonly calls: readonly Call[];
}

/** Lays the ground, and watches the act once without a fault. */
async function explore(act: Act, template: string): Promise<Explored> {
  await layGround(act, template);
  const stage = openStage(act.service, template);
  try {
    await act.set(stage);
    const calls = await watchCalls(stage, act);
    const places = [...new Set(calls.map(({ place }) => place))].filter((place) => place !== ANYWHERE);
    return { campaign: { act, template, places }, calls };
  } finally {
    await stage.end();
  }
}

async function layGround(act: Act, template: string): Promise<void> {
  const stage = openStage(act.service);
  try {
    await act.lay?.(stage);
    await stage.endEverything();
    cpSync(stage.folder, template, { recursive: true });
  } finally {
    await stage.end();
  }
}

async function tryAll({ campaign, calls }: Explored, kind: Kind): Promise<void> {
  const beganMs = performance.now();
  const all = calls.flatMap((call) => pointsAt(call, kind));
  const chosen =
    only === undefined && extent !== 'all'
      ? samplePoints(calls, kind)
      : all.filter((point) => only === undefined || nameOf(campaign.act.name, point) === only);
  const atOnce = pLimit(AT_ONCE);
  const trials = await Promise.all(chosen.map((point) => atOnce(() => tryPoint(campaign, point))));
  const seconds = Math.round((performance.now() - beganMs) / 1000);
  tell(campaign.act, kind, { trials, leftOut: all.length - chosen.length, seconds });
  const broken = trials.filter((trial) => trial.broken.length > 0);
  expect(broken.map((trial) => describeTrial(campaign.act, trial))).toEqual([]);
}

function tell(
  { name }: Act,
  kind: Kind,
  { trials, leftOut, seconds }: { trials: readonly Trial[]; leftOut: number; seconds: number },
): void {
  const failed = trials.filter(({ broken }) => broken.length > 0).length;
  const missed = trials.filter(({ isReached }) => !isReached).length;
  process.stdout.write(
    `${name}, ${kind}: ${trials.length} points tried, ${failed} failed, ${missed} not reached, ${leftOut} left out, ${seconds} s\n`,
  );
}

function describeTrial({ name }: Act, { point, broken }: Trial): string {
  const again = `CRASH_POINT=${nameOf(name, point)} npm test -- tests/faults/crash-points/${name}.test.ts`;
  return [`${again}  # ${point.place}`, ...broken].join('\n  ');
}
