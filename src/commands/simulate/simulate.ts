// `watchdog simulate FILE`: what would be done if this and that happened, on a clock on which no time passes. Touches nothing.

import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { interpretConfig } from '../../config/load.ts';
import { readConfigText } from '../../config/read-file.ts';
import { meet, type Outcome } from '../../core/timeline/expectations.ts';
import { type Frame, live } from '../../core/timeline/live.ts';
import type { Happening } from '../../core/timeline/timeline.ts';
import type { Surroundings } from '../surroundings.ts';
import { readTimeline } from './read-timeline.ts';

/** What came of a timeline. */
export interface SimulateReport {
  readonly path: string;
  readonly checks: number;
  /** Checks at which a service was judged or treated otherwise than before, or recovered. */
  readonly frames: readonly Frame[];
  readonly happenings: readonly Happening[];
  readonly outcomes: readonly Outcome[];
}

/** Lives the timeline in a file. Throws ConfigError when that has a mistake. */
export function simulate(file: string, { cwd }: Pick<Surroundings, 'cwd'>): SimulateReport {
  const path = resolve(cwd, file);
  const timeline = readTimeline(readConfigText(path, 'a timeline').text, path, (named) =>
    loadAt(resolve(dirname(path), named)),
  );
  const frames = live(timeline);
  return {
    path,
    checks: Math.floor(timeline.untilMs / timeline.everyMs) + 1,
    frames: changesIn(frames),
    happenings: timeline.happenings,
    outcomes: meet(timeline.expectations, frames),
  };
}

function loadAt(path: string): Config {
  return interpretConfig(readConfigText(path).text, path);
}

function changesIn(frames: readonly Frame[]): readonly Frame[] {
  const last = new Map<string, Frame>();
  return frames.filter((frame) => {
    const before = last.get(frame.key);
    last.set(frame.key, frame);
    return frame.isRecovered || before?.reason !== frame.reason || before.verdict !== frame.verdict;
  });
}
