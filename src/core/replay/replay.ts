// Recorded looks decided once more, by other settings and the same rules. What came of a recovery that was made in fact is on record,
// what would have come of another one is not: with the first of them an incident tells no more.

import type { Config, Service } from '../../config/config.ts';
import { RELEASED } from '../brake-state.ts';
import { BEGINNING, type Course, closed, type Incident, recoveredInFact, startedInFact } from './course.ts';
import type { Look } from './look.ts';
import { replayTick, type Turn } from './replay-tick.ts';

/** What is replayed of one service. */
export interface Recording {
  /** With the other settings. */
  readonly service: Service;
  readonly recordedTimeoutSeconds: number;
  /** In order. */
  readonly looks: readonly Look[];
  /** When it was recovered of our own accord, in order. */
  readonly recoveredAtMs: readonly number[];
  /** When it was started, for whatever reason, in order. */
  readonly startedAtMs: readonly number[];
}

/** What came of the replay of one service. */
export interface Replayed {
  readonly key: string;
  readonly looks: number;
  /** Looks of which the record does not tell what they would have meant. */
  readonly untold: number;
  readonly incidents: readonly Incident[];
}

/** Replays the record of services together, tick by tick. */
export function replay(
  recordings: readonly Recording[],
  config: Pick<Config, 'groups' | 'maxRestartsPerHour'>,
): readonly Replayed[] {
  const courses = new Map<string, Course>();
  let brakes = RELEASED;
  for (const [atMs, entries] of ticksOf(recordings)) {
    const turns = entries.map((entry) => ({ ...entry, course: courses.get(entry.service.key) ?? BEGINNING }));
    const ticked = replayTick(turns, atMs, { config, brakes });
    brakes = ticked.brakes;
    for (const entry of entries)
      courses.set(entry.service.key, untilNext(ticked.courses.get(entry.service.key) ?? BEGINNING, entry));
  }
  return recordings.map(({ service: { key }, looks }) => {
    const { untold, incidents } = closed(courses.get(key) ?? BEGINNING);
    return { key, looks: looks.length, untold, incidents };
  });
}

/** One service at one tick, and what was done to it in fact before the next look. */
interface Entry extends Omit<Turn, 'course'> {
  readonly recoveredMs: number | undefined;
  readonly startedMs: number | undefined;
}

/** By the time of the tick, in order. */
function ticksOf(recordings: readonly Recording[]): readonly (readonly [number, readonly Entry[]])[] {
  const ticks = new Map<number, Entry[]>();
  for (const { looks, recoveredAtMs, startedAtMs, ...of } of recordings) {
    for (const [index, look] of looks.entries()) {
      const untilMs = looks[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      const isMeanwhile = (atMs: number) => atMs >= look.atMs && atMs < untilMs;
      const done = {
        recoveredMs: recoveredAtMs.find(isMeanwhile),
        startedMs: startedAtMs.findLast(isMeanwhile),
      };
      const entries = ticks.get(look.atMs) ?? [];
      if (entries.length === 0) ticks.set(look.atMs, entries);
      entries.push({ ...of, look, ...done });
    }
  }
  return [...ticks].sort(([a], [b]) => a - b);
}

function untilNext(course: Course, { look, recoveredMs, startedMs }: Entry): Course {
  const after = recoveredMs === undefined ? course : recoveredInFact(course, look, recoveredMs);
  return startedMs === undefined ? after : startedInFact(after, startedMs);
}
