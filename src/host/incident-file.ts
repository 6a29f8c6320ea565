// Keeps what is written down of one incident as one file, and forgets the oldest. Does not know what is in it.

import { closeSync, lstatSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeOwnFolder, openOwnFile } from '../own-file.ts';
import type { Incident, IncidentLimits } from './host.ts';
import { readEnd } from './output-file.ts';
import { visible } from './visible-text.ts';

const OURS = /-\d{8}T\d{6}Z-\d+\.txt$/;
const MS_PER_DAY = 86_400_000;
/** However old by a clock that may be wrong. */
const ALWAYS_KEPT = 5;
const CUT = '\n… cut here, as black_box.max_kib says\n';

/** Writes an incident down, and removes what is beyond the limits; answers why it could not, and leaves no half of it. */
export function keepIncident(incident: Incident, limits: IncidentLimits): string | undefined {
  try {
    write(incident, limits.maxBytes);
    forget(dirname(incident.path), limits);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function write(incident: Incident, maxBytes: number): void {
  makeOwnFolder(dirname(incident.path));
  const descriptor = openOwnFile(incident.path, 'replace');
  try {
    writeWhole(descriptor, contentOf(incident, maxBytes));
  } catch (error) {
    rmSync(incident.path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** A full disk may take a part of what is written, and says so only at the next try. */
function writeWhole(descriptor: number, content: Buffer): void {
  for (let done = 0; done < content.length; ) done += writeSync(descriptor, content, done);
}

/** Each output has its share, so that none of them pushes out the others. */
function contentOf({ text, outputs }: Incident, maxBytes: number): Buffer {
  const share = Math.floor(maxBytes / (outputs.length + 2));
  const tails = outputs.map(({ title, path }) => {
    const tail = visible(readEnd(path, 0, share));
    return `\n--- ${title}: ${path}\n${tail === '' ? '(nothing)' : tail}\n`;
  });
  const rest = Buffer.from(tails.join(''));
  const room = Math.max(0, maxBytes - Math.min(rest.length, share * (outputs.length + 1)));
  return Buffer.concat([
    cut(Buffer.from(text), room),
    cut(rest, maxBytes - Math.min(room, Buffer.byteLength(text))),
  ]);
}

function cut(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes;
  return Buffer.concat([bytes.subarray(0, Math.max(0, most - Buffer.byteLength(CUT))), Buffer.from(CUT)]);
}

function forget(folder: string, { keep, keepDays }: IncidentLimits): void {
  const found = readdirSync(folder)
    .filter((name) => OURS.test(name))
    .map((name) => ({ path: join(folder, name), atMs: changedAtMs(join(folder, name)) }))
    .sort((a, b) => b.atMs - a.atMs);
  const oldestMs = Date.now() - keepDays * MS_PER_DAY;
  const isBeyond = (atMs: number, place: number) =>
    place >= keep || (place >= ALWAYS_KEPT && atMs < oldestMs);
  for (const [place, { path, atMs }] of found.entries())
    if (isBeyond(atMs, place)) rmSync(path, { force: true });
}

/** Another one may have removed it. */
function changedAtMs(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
