// Where log lines end: a daily file in log_dir, and stderr for warnings and their end, which cron mails and nobody should miss.

import { appendFileSync, closeSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../commands/surroundings.ts';
import type { Log, LogLevel, LogLine } from '../log.ts';
import { isLogFile, logFileName } from '../log-file-name.ts';
import { makeOwnFolder, openOwnFile } from '../own-file.ts';
import { say } from './say.ts';
import { visible } from './visible.ts';

/** What of the config a log is made from. */
type LogConfig = Parameters<Surroundings['openLog']>[0];

const GRAVITY: Record<LogLevel, number> = { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40 };
const MS_PER_DAY = 86_400_000;

/** Opens the log that a config asks for. A log that cannot be written is told of once, and stops nothing. */
export function openLog(config: LogConfig): Log {
  let canWrite = true;
  return (line) => {
    if (GRAVITY[line.level] < GRAVITY[config.logLevel]) return;
    const text = format(line, config.logFormat, new Date());
    if (isForPeople(line)) say('stderr', forPeople(line));
    if (canWrite) canWrite = append(config, text);
  };
}

function isForPeople({ level, isAnswer, isRelief }: LogLine): boolean {
  return isRelief || (GRAVITY[level] >= GRAVITY.WARNING && !isAnswer);
}

function append({ logDir, retentionDays }: LogConfig, text: string): boolean {
  const file = join(logDir, logFileName(new Date()));
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
      makeOwnFolder(logDir);
      removeOld(logDir, retentionDays);
    }
    const descriptor = openOwnFile(file, 'append');
    try {
      appendFileSync(descriptor, `${text}\n`);
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    say(
      'stderr',
      `${file}: the log cannot be written (${String(error)}); expected a folder that we may write to.`,
    );
    return false;
  }
}

/** A new day: files older than the retention go. A clock that has leapt ahead finds none half as old, and is not believed. */
function removeOld(folder: string, days: number): void {
  const names = readdirSync(folder).filter(isLogFile);
  const aged = names.map((name) => ({ path: join(folder, name), days: ageInDays(join(folder, name)) }));
  if (!aged.some((file) => file.days >= days / 2 && file.days <= days)) return;
  for (const file of aged) if (file.days > days) rmSync(file.path, { force: true });
}

/** Another invocation may have removed it at this same midnight: then it has no age. */
function ageInDays(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : (Date.now() - stat.mtimeMs) / MS_PER_DAY;
}

function format(line: LogLine, style: LogConfig['logFormat'], at: Date): string {
  const { level, key, message } = line;
  if (style === 'json') return visible(JSON.stringify({ time: at.toISOString(), level, key, message }));
  return `${at.toISOString()} ${level.padEnd(7)} ${forPeople(line)}`;
}

/** Further lines are set in, so that none of them passes for another entry. */
function forPeople({ key, message }: LogLine): string {
  return visible(key === undefined ? message : `${key}: ${message}`).replaceAll('\n', '\n  ');
}
