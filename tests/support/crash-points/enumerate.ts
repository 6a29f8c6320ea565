// Makes a test of each kind of points of an act, and one of how many there were. Usually a sample of them is tried;
// CRASH_POINTS=all tries every point, and CRASH_POINT=<name> a single one.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { testUnless } from '../test-unless.ts';
import type { Act } from './act.ts';
import { ANYWHERE, type Call, sureCalls, watchCalls } from './calls.ts';
import { FEWEST } from './fewest.ts';
import { whyNoTrace } from './inject.ts';
import { KINDS, type Kind, kindOf, nameOf, type Point, pointsAt } from './points.ts';
import { samplePoints } from './sample.ts';
import { openStage } from './stage.ts';
import { type Campaign, type Trial, tryPoint } from './try-point.ts';

const { CRASH_POINT: only, CRASH_POINTS: extent } = process.env;
const AT_ONCE = 2;
const PROMISE = 'one copy at most, no stranger harmed, nothing committed lost, and the next checks go on';
/** Only calls that two watches have seen are aimed at; a machine that is busy may still leave out one in twenty of them. */
const REACHED_PART = 0.95;
const MINUTE_MS = 60_000;
/** Of a sample as a part of the 40 minutes that everything may take; all of them take hours. */
const LIMIT_MS = extent === 'all' ? 360 * MINUTE_MS : 15 * MINUTE_MS;

/** Registers the tests of an act. */
export function enumeratePoints(act: Act): void {
  const template = mkdtempSync(join(tmpdir(), 'watchdog-template-'));
  afterAll(() => rmSync(template, { recursive: true }));
  let explored: Promise<Explored> | undefined;
  const exploreOnce = () => {
    explored ??= explore(act, template);
    return explored;
  };
  let reached = 0;
  const beganMs = performance.now();
  const testHere = testUnless(whyNoTrace);
  const kinds = only === undefined ? KINDS : [kindOf(only)];
  testHere.each(kinds)(
    `${act.title}, %s at any of its system calls: ${PROMISE}`,
    async (kind) => {
      reached += await tryAll(await exploreOnce(), kind);
    },
    LIMIT_MS,
  );
  // After those above: a fault that is aimed amiss would pass for one that does no harm, and so would one that is not tried.
  if (only === undefined)
    testHere(`${act.title}: at least ${FEWEST[act.name]} points were reached`, () => {
      process.stdout.write(`${act.name}: ${reached} points reached, ${secondsSince(beganMs)} s in all\n`);
      expect(reached).toBeGreaterThanOrEqual(FEWEST[act.name]);
    });
}

interface Explored {
  readonly campaign: Campaign;
  readonly calls: readonly Call[];
}

/** Lays the ground, and watches the act twice without a fault. */
async function explore(act: Act, template: string): Promise<Explored> {
  await layGround(act, template);
  const campaign = { act, template, program: await act.program?.() };
  return { campaign, calls: sureCalls(await watchOnce(campaign), await watchOnce(campaign)) };
}

async function watchOnce({ act, ...beginning }: Campaign): Promise<readonly Call[]> {
  const stage = openStage(act.service, beginning);
  try {
    await act.set(stage);
    return await watchCalls(stage, act);
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

/** Answers how many were reached. */
async function tryAll({ campaign, calls }: Explored, kind: Kind): Promise<number> {
  const beganMs = performance.now();
  const all = calls.flatMap((call) => pointsAt(call, kind));
  const chosen = choose(all, campaign.act) ?? samplePoints(calls, kind);
  const atOnce = pLimit(AT_ONCE);
  const trials = await Promise.all(chosen.map((point) => atOnce(() => tryPoint(campaign, point))));
  const missed = trials.filter(({ isReached }) => !isReached).length;
  const broken = trials.filter((trial) => trial.broken.length > 0);
  const leftOut = all.length - chosen.length;
  process.stdout.write(
    `${campaign.act.name}, ${kind}: ${trials.length} points tried, ${broken.length} failed, ${missed} not reached, ${leftOut} left out, ${secondsSince(beganMs)} s\n`,
  );
  expect(broken.map((trial) => describeTrial(campaign.act, trial))).toEqual([]);
  const aimed = trials.filter(({ point }) => point.place !== ANYWHERE);
  const hit = aimed.filter(({ isReached }) => isReached).length;
  expect(hit).toBeGreaterThanOrEqual(Math.floor(aimed.length * REACHED_PART));
  return trials.length - missed;
}

function secondsSince(beganMs: number): number {
  return Math.round((performance.now() - beganMs) / 1000);
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
