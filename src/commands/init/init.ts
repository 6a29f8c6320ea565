// `watchdog init`: writes a first config for what was found running, or named. Never over another one, unless that is said.

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { interpretConfig } from '../../config/load.ts';
import type { Candidate } from '../../core/init/candidate.ts';
import { configText, type Draft } from '../../core/init/config-text.ts';
import { ConfigError, UsageError } from '../../errors.ts';
import { findAccount } from '../../host/account.ts';
import { ownProgram } from '../../host/own-program.ts';
import { createText, putText } from '../../host/text-file.ts';
import type { Surroundings } from '../surroundings.ts';

/** A service that somebody names. */
export interface Named {
  readonly key: string;
  /** Relative to the config, or absolute. */
  readonly heartbeatPath: string | undefined;
  readonly start: string;
}

/** What is to be written. */
export interface InitWishes {
  /** Relative to where we stand, or absolute. */
  readonly path: string;
  readonly found: readonly Candidate[];
  readonly named: readonly Named[];
  /** Whether another config there is to be written over. */
  readonly isToReplace: boolean;
}

/** What was written. */
export interface InitReport {
  /** Absolute. */
  readonly path: string;
  /** The keys of the services in it. */
  readonly services: readonly string[];
  /** Those that are in it as comments: nobody knows how they are started. */
  readonly unfinished: readonly string[];
}

/** Writes it, once every other verb would take it. Throws UsageError where there is another one, or nothing to write, and ConfigError. */
export function init({ path, found, named, isToReplace }: InitWishes, { cwd }: Surroundings): InitReport {
  const absolute = resolve(cwd, path);
  const said = new Set(named.map(({ key }) => key));
  const others = found.filter(({ key }) => !said.has(key));
  const drafts = [...named.map(draftOfNamed), ...others.map((one) => draftOf(one, dirname(absolute)))];
  const services = drafts.filter(({ start }) => start !== undefined).map(({ key }) => key);
  const unfinished = drafts.filter(({ start }) => start === undefined).map(({ key }) => key);
  if (services.length === 0) throw nothingToWrite(unfinished);
  const text = configText(drafts, schemaPath());
  interpretConfig(text, absolute);
  write(absolute, text, isToReplace);
  return { path: absolute, services, unfinished };
}

/** Whether anything lies where the config is to be. */
export function isTaken(path: string, { cwd }: Pick<Surroundings, 'cwd'>): boolean {
  return existsSync(resolve(cwd, path));
}

function nothingToWrite(unfinished: readonly string[]): UsageError {
  const found =
    unfinished.length === 0
      ? 'no heartbeat'
      : `only how ${unfinished.join(', ')} beats, not how it is started`;
  return new UsageError(`init: found ${found}; expected at least one service.`, {
    hint: 'Name one with --key and --start, or say with --look-in where heartbeats are.',
  });
}

function draftOfNamed({ key, heartbeatPath = `heartbeats/${key}.json`, start }: Named): Draft {
  return { key, remarks: [], heartbeatPath, start, cwd: undefined, user: undefined };
}

function draftOf({ key, heartbeatPath, process: found }: Candidate, folder: string): Draft {
  const remarks =
    found === undefined
      ? ['Found by its heartbeat; its process was not.']
      : [`Found running as pid ${found.pid}.`];
  return {
    key,
    remarks,
    heartbeatPath: heartbeatPath === undefined ? `heartbeats/${key}.json` : shortened(heartbeatPath, folder),
    start: found?.argv,
    cwd: found === undefined || found.cwd === folder ? undefined : found.cwd,
    user: userOf(found?.uid),
  };
}

/** Only root can start it as somebody else. */
function userOf(uid: number | undefined): string | undefined {
  if (uid === undefined || process.geteuid?.() !== 0) return undefined;
  return findAccount(String(uid))?.name ?? String(uid);
}

/** From the folder of the config, where it lies below that. */
function shortened(path: string, folder: string): string {
  const short = relative(folder, path);
  return short.startsWith('..') ? path : short;
}

/** Where editors find the description of the options, when we are installed. */
function schemaPath(): string | undefined {
  const path = join(dirname(ownProgram().program), '../config.schema.json');
  return existsSync(path) ? path : undefined;
}

function write(path: string, text: string, isToReplace: boolean): void {
  try {
    if (isToReplace) putText(path, text);
    else if (!createText(path, text)) throw thereIsOne(path);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const hint = 'Give another --path, or do it as who may write there.';
    throw new ConfigError(`${path}: found that it cannot be written (${code}).`, { hint, cause });
  }
}

function thereIsOne(path: string): UsageError {
  return new UsageError(`${path}: found a file there; expected none.`, {
    hint: 'It stays as it is. Give another --path, or --replace to write over it.',
  });
}
