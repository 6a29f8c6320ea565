// Reads a timeline that somebody has written: a config, what happens, and what is expected. Knows not what comes of it.

import type { Config } from '../../config/config.ts';
import { interpretConfig } from '../../config/load.ts';
import { parseConfigText } from '../../config/parse-text.ts';
import { partOfText } from '../../config/part-of-text.ts';
import { MEANINGS } from '../../core/explain/meanings.ts';
import type { Reason } from '../../core/recovery.ts';
import {
  type Expectation,
  type Habit,
  type Happening,
  isOfHost,
  OCCURRENCES,
  type Timeline,
  USUAL_HABIT,
} from '../../core/timeline/timeline.ts';
import { isPlausible, parseTimestamp } from '../../core/timestamp.ts';
import type { Verdict } from '../../core/verdict.ts';
import { windowTeller } from '../../maintenance-window.ts';
import { duration, type Fields, fields, list, needed, word, wrong } from './read-fields.ts';

const MOST_CHECKS = 100_000;
const REASONS = Object.keys(MEANINGS) as Reason[];
const VERDICTS: readonly Verdict[] = [
  'healthy',
  'starting',
  'timed_out',
  'no_heartbeat',
  'invalid_heartbeat',
  'stale_pid',
  'error_status',
  'no_progress',
  'check_failed',
  'over_limit',
  'unknown',
];

/** The timeline in the text of the file at `path`; `load` loads a config that it names. Throws ConfigError. */
export function readTimeline(text: string, path: string, load: (named: string) => Config): Timeline {
  const { document } = parseConfigText(text, path);
  const all = fields(document, path, [
    'about',
    'config',
    'begins',
    'every',
    'until',
    'habits',
    'events',
    'expect',
  ]);
  const config = configOf(all, text, load);
  const keys = config.services.map(({ key }) => key);
  const everyMs = duration(all, 'every') ?? config.checkIntervalSeconds * 1000;
  const untilMs = needed(duration(all, 'until'), all, 'until');
  if (!(everyMs > 0) || untilMs / everyMs > MOST_CHECKS)
    throw wrong(`${path}: every`, everyMs / 1000, `at most ${MOST_CHECKS} checks until the end`);
  const happenings = list(all, 'events', (one, at) => happeningOf(one, at, keys));
  return {
    config,
    beginsMs: beginningOf(all),
    maintenanceOf: ({ maintenance }, wallMs) => maintenance && windowTeller(wallMs)(maintenance),
    everyMs,
    untilMs,
    habits: habitsOf(all, keys),
    happenings: [...happenings].sort((a, b) => a.atMs - b.atMs),
    expectations: list(all, 'expect', (one, at) => expectationOf(one, at, { keys, untilMs })),
  };
}

function configOf({ values, at }: Fields, text: string, load: (named: string) => Config): Config {
  if (typeof values.config === 'string') return load(values.config);
  const part = partOfText(text, ['config']);
  if (part === undefined) throw wrong(at, 'nothing', '`config`, a config or the path of one');
  return interpretConfig(part, at);
}

const USUAL_BEGINNING_MS = Date.UTC(2026, 0, 1);

/** Maintenance windows are of a calendar. */
function beginningOf(all: Fields): number {
  const { begins } = all.values;
  if (begins === undefined) return USUAL_BEGINNING_MS;
  const ms = typeof begins === 'string' ? parseTimestamp(begins) : undefined;
  if (ms !== undefined && isPlausible(ms)) return ms;
  throw wrong(`${all.at}: begins`, begins, 'a time such as 2026-11-22T02:50:00Z');
}

function habitsOf({ values, at }: Fields, keys: readonly string[]): ReadonlyMap<string, Habit> {
  const all = fields(values.habits ?? {}, `${at}: habits`, keys);
  const habits = Object.entries(all.values).map(([key, value]): readonly [string, Habit] => {
    const one = fields(value, `${all.at}.${key}`, ['first_beat', 'beats_every']);
    const beatsEveryMs = duration(one, 'beats_every') ?? USUAL_HABIT.beatsEveryMs;
    if (!(beatsEveryMs > 0)) throw wrong(`${one.at}.beats_every`, beatsEveryMs, 'more than nothing');
    return [key, { beatsEveryMs, firstBeatMs: duration(one, 'first_beat') ?? USUAL_HABIT.firstBeatMs }];
  });
  return new Map(habits);
}

function happeningOf(value: unknown, at: string, keys: readonly string[]): Happening {
  const one = fields(value, at, ['at', 'service', 'event', 'check', 'by']);
  const what = needed(word(one, 'event', OCCURRENCES), one, 'event');
  const key = word(one, 'service', keys);
  const check = one.values.check;
  return {
    what,
    atMs: needed(duration(one, 'at'), one, 'at'),
    key: isOfHost(what) ? undefined : needed(key, one, 'service'),
    check: typeof check === 'string' ? check : undefined,
    byMs: what === 'steps_clock' ? needed(duration(one, 'by'), one, 'by') : undefined,
  };
}

const WHEN = ['at', 'by', 'never'] as const;

function expectationOf(
  value: unknown,
  at: string,
  { keys, untilMs }: { readonly keys: readonly string[]; readonly untilMs: number },
): Expectation {
  const one = fields(value, at, ['service', ...WHEN, 'verdict', 'reason', 'recoveries']);
  const recoveries = one.values.recoveries;
  if (recoveries !== undefined && !Number.isSafeInteger(recoveries))
    throw wrong(`${at}.recoveries`, recoveries, 'a whole number');
  const isNever = one.values.never === true;
  const [atMs, byMs] = [duration(one, 'at'), duration(one, 'by')];
  return {
    key: needed(word(one, 'service', keys), one, 'service'),
    atMs: atMs ?? byMs ?? untilMs,
    when: isNever ? 'never' : byMs === undefined ? 'at' : 'by',
    verdict: word(one, 'verdict', VERDICTS),
    reason: word(one, 'reason', REASONS),
    recoveries: recoveries as number | undefined,
  };
}
