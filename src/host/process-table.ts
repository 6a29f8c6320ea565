// Every living process with its marks, by /proc. Decides nothing about them.

import { readdirSync } from 'node:fs';

import type { ProcessFacts } from '../core/process.ts';
import { mayNotLook } from './identity.ts';
import { pauseFor } from './pause.ts';
import { isGone, type ProcFailure, readProcFile } from './proc-file.ts';
import { readMarks, sessionName } from './proc-marks.ts';
import { parseProcStat } from './proc-stat.ts';
import type { IsUnborn } from './unborn.ts';

/** What a table is read with: it dates what it shows, and knows who is not yet what he will be. */
interface Sight {
  readonly bootedAtMs: number;
  readonly isUnborn: IsUnborn;
}

/** Only whoever has passed himself on so often while we looked, from parent to child, could be missing. */
const MOST_LISTINGS = 20;

const MOST_LOOKS = 500;
const LONGEST_BIRTH_MS = 60_000;

/**
 * Reads the table; throws when a process could not be read for another reason than that it ended or is not ours to see. Who ended while
 * we read has perhaps left a child that the listing was too old to show, as whoever daemonises does: then those who came are read, too.
 */
export function readProcTable(sight: Sight): readonly ProcessFacts[] {
  const known = new Set<string>();
  const readings: (ProcessFacts | 'ended' | undefined)[][] = [];
  while (readings.length < MOST_LISTINGS && readings.at(-1)?.includes('ended') !== false) {
    const come = readdirSync('/proc').filter((name) => isNumber(name) && !known.has(name));
    for (const pid of come) known.add(pid);
    readings.push(come.map((pid) => readFacts(pid, sight)));
  }
  return readings.flat().filter((one) => typeof one === 'object');
}

/** Reads a child that we just started, even one that has ended since: until we hear of its end, its number is its own. */
export function readProcChild(pid: number, bootedAtMs: number): ProcessFacts | undefined {
  const text = readProcFile(`/proc/${pid}/stat`);
  const facts = typeof text === 'string' ? parseProcStat(text, bootedAtMs)?.facts : undefined;
  if (facts === undefined) return undefined;
  const marks = readMarks(pid);
  if (marks === 'thread') return facts;
  if (!('code' in marks)) return { ...facts, marks };
  const session = sessionName(pid);
  return typeof session === 'object' ? facts : { ...facts, session };
}

function readFacts(pid: string, sight: Sight): ProcessFacts | 'ended' | undefined {
  const text = readBorn(pid, sight);
  if (typeof text !== 'string') return passOver(pid, text);
  const stat = parseProcStat(text, sight.bootedAtMs);
  if (stat === undefined || stat.dead) return 'ended';
  if (stat.facts.kernelThread) return stat.facts;
  const marks = readMarks(stat.facts.pid);
  if (marks === 'thread') return undefined;
  if (!('code' in marks)) return { ...stat.facts, marks };
  if (!mayNotLook(marks.code)) return passOver(pid, marks);
  const session = sessionName(stat.facts.pid);
  return typeof session === 'object' ? passOver(pid, session) : { ...stat.facts, session };
}

/** The text of its stat file, once it is the program that it was forked for. */
function readBorn(pid: string, { bootedAtMs, isUnborn }: Sight): string | ProcFailure {
  for (let look = 1; ; look += 1) {
    const text = readProcFile(`/proc/${pid}/stat`);
    if (typeof text !== 'string' || !isUnborn(Number(pid), text) || isStuck(text, bootedAtMs)) return text;
    if (look === MOST_LOOKS)
      throw new Error(
        `/proc/${pid}: it is about to become another program, and shows not yet of whom; the process table is not whole`,
      );
    pauseFor(1);
  }
}

/** It must not keep us from everything for ever, as one may that waits for a file system which is gone. */
function isStuck(text: string, bootedAtMs: number): boolean {
  const startedAtMs = parseProcStat(text, bootedAtMs)?.facts.startedAtMs ?? 0;
  return Date.now() - startedAtMs > LONGEST_BIRTH_MS;
}

function passOver(pid: string, failure: ProcFailure): 'ended' | undefined {
  if (isGone(failure)) return 'ended';
  if (mayNotLook(failure.code)) return undefined;
  throw new Error(`/proc/${pid}: could not be read (${failure.code}); the process table is not whole`);
}

function isNumber(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}
