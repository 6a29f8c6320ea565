// `watchdog log`: what we ourselves have written into our daily log files. Changes nothing.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { followLines } from '../../host/text-file/follow-lines.ts';
import { lastLines } from '../../host/text-file/last-lines.ts';
import { isLogFile } from '../../log-file-name.ts';
import { openLastConfig } from '../open-last-config.ts';
import { poll } from '../poll.ts';
import type { Surroundings } from '../surroundings.ts';

/** Lines of our own log. */
export interface LogReport {
  /** The file of the last day; absent while there is none. */
  readonly path: string | undefined;
  /** The folder in which it is, or will be. */
  readonly folder: string;
  readonly lines: readonly string[];
  /** Those that are still to come, where they were asked for. */
  readonly following: AsyncIterable<string> | undefined;
}

/** How much of a log is wanted. */
export interface Portion {
  readonly count: number;
  readonly isFollowing: boolean;
}

/** The last lines, of as many days as they take; and those to come, on whatever day. */
export function log({ count, isFollowing }: Portion, surroundings: Surroundings): LogReport {
  const { logDir: folder } = openLastConfig(surroundings, { isActing: false });
  const files = filesIn(folder);
  const newest = files.at(-1);
  const last = newest === undefined ? undefined : lastLines(newest, count);
  const lines = [...before(files.slice(0, -1), count - (last?.lines.length ?? 0)), ...(last?.lines ?? [])];
  if (!isFollowing) return { path: newest, folder, lines, following: undefined };
  const follower = followLines(() => filesIn(folder).at(-1), last?.end);
  const following = poll(follower.take, surroundings);
  return { path: newest, folder, lines: last?.isCut ? lines.slice(0, -1) : lines, following };
}

function before(files: readonly string[], count: number): readonly string[] {
  const newest = files.at(-1);
  if (newest === undefined || count <= 0) return [];
  const lines = lastLines(newest, count)?.lines ?? [];
  return [...before(files.slice(0, -1), count - lines.length), ...lines];
}

/** By day. */
function filesIn(folder: string): readonly string[] {
  const names = ifThere(() => readdirSync(folder)) ?? [];
  return names
    .filter(isLogFile)
    .sort()
    .map((name) => join(folder, name));
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined;
    throw error;
  }
}
