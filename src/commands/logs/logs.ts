// `watchdog logs KEY`: what a service has printed, or what a step or a check of it has. Changes nothing.

import { join } from 'node:path';
import { followLines } from '../../host/text-file/follow-lines.ts';
import { lastLines } from '../../host/text-file/last-lines.ts';
import { findServices } from '../find-services.ts';
import { openLastConfig } from '../open-last-config.ts';
import { poll } from '../poll.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Portion } from './log.ts';
import { outputName } from './output-name.ts';

/** What services have printed. */
export interface LogsReport {
  readonly outputs: readonly Output[];
  /** What they print from now on, where that was asked for. */
  readonly following: AsyncIterable<OutputLine> | undefined;
}

/** What one service has printed. */
export interface Output {
  readonly key: string;
  readonly path: string;
  /** Whether there is such a file. */
  readonly exists: boolean;
  readonly lines: readonly string[];
}

/** One line that a service has printed. */
export interface OutputLine {
  readonly key: string;
  readonly line: string;
}

/** Whose output is wanted, and how much of it. */
export interface LogsQuery extends Portion {
  /** A key, or what stands for several. */
  readonly word: string;
  /** The step or check whose output is meant; absent for that of the service itself. */
  readonly of: string | undefined;
}

/** The last lines that services have printed, and those to come. */
export function logs({ word, of, count, isFollowing }: LogsQuery, surroundings: Surroundings): LogsReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const found = findServices(config, word).map(({ key }) => {
    const path = join(config.logDir, outputName(config.logDir, key, of));
    return { key, path, last: lastLines(path, count) };
  });
  const outputs = found.map(({ key, path, last }) => {
    const lines = last?.lines ?? [];
    return {
      key,
      path,
      exists: last !== undefined,
      lines: isFollowing && last?.isCut ? lines.slice(0, -1) : lines,
    };
  });
  if (!isFollowing) return { outputs, following: undefined };
  const followers = found.map(({ key, path, last }) => ({
    key,
    follower: followLines(() => path, last?.end),
  }));
  const take = () => followers.flatMap(({ key, follower }) => follower.take().map((line) => ({ key, line })));
  return { outputs, following: poll(take, surroundings) };
}
