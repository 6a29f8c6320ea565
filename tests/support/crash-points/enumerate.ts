// Makes a test of each kind of points of an act, and tells what was tried. Usually that is a sample; CRASH_POINTS=all tries
// every point, and CRASH_POINT=<name> a single one.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Act } from './act.ts';
import { ANYWHERE, type Call, watchCalls } from './calls.ts';
import { canTrace } from './inject.ts';
import { KINDS, type Kind, kindOf, nameOf, type Point, pointsAt } from './points.ts';
import { samplePoints } from './sample.ts';
import { openStage } from './stage.ts';
import { type Campaign, type Trial, tryPoint } from './try-point.ts';

const { CRASH_POINT: only, CRASH_POINTS: extent } = process.env;
const AT_ONCE = 2;
const PROMISE = 'one copy at most, no stranger harmed, nothing committed lost, and the next checks go on';
/** The number of some calls differs from run to run: what waits for an end looks as often as the machine lets it. */
const REACHED_PART = 0.6;
const LIMIT_MS = 6 * 3_600_000;

/** Registers the tests of an act. */
export function enumeratePoints(act: Act): void {
  const template = mkdtempSync(join(tmpdir(), 'watchdog-template-'));
  afterAll(() => rmSync(template, { recursive: true }));
  let explored: Promise<Explored> | undefined;
  const exploreOnce = () => {
    explored ??= explore(act, template);
    return explored;
  };
  const why = canTrace ? '' : ' (skipped: strace may not trace here)';
  const kinds = only === undefined ? KINDS : [kindOf(only)];
  (canTrace ? test : test.skip).each(kinds)(
    `${act.title}, %s at any of its system calls: ${PROMISE}${why}`,
    async (kind) => tryAll(await exploreOnce(), kind),
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
  const chosen = choose(all, campaign.act) ?? samplePoints(calls, kind);
  const atOnce = pLimit(AT_ONCE);
  const trials = await Promise.all(chosen.map((point) => atOnce(() => tryPoint(campaign, point))));
  const seconds = Math.round((performance.now() - beganMs) / 1000);
  const missed = trials.filter(({ isReached }) => !isReached).length;
  const broken = trials.filter((trial) => trial.broken.length > 0);
  const leftOut = all.length - chosen.length;
  process.stdout.write(
    `${campaign.act.name}, ${kind}: ${trials.length} points tried, ${broken.length} failed, ${missed} not reached, ${leftOut} left out, ${seconds} s\n`,
  );
  expect(broken.map((trial) => describeTrial(campaign.act, trial))).toEqual([]);
  // Else a fault that is aimed amiss would pass for one that does no harm.
  expect(trials.length - missed).toBeGreaterThan(trials.length * REACHED_PART);
}

/** All or one, where that is asked for. */
function choose(all: readonly Point[], { name }: Act): readonly Point[] | undefined {
  if (only !== undefined) return all.filter((point) => nameOf(name, point) === only);
  return extent === 'all' ? all : undefined;
}

function describeTrial({ name }: Act, { point, broken }: Trial): string {
  const again = `CRASH_POINT=${nameOf(name, point)} npm test -- tests/faults/crash-points/${name}.test.ts`;
  return [`${again}  # ${point.place}`, ...broken].join('\n  ');
}
