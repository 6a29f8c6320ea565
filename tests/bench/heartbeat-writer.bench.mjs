// What a beat costs beside the least that any atomic writer must do, and what a coalesced one costs.
// Knows nothing of the other benchmarks; run alone, it prints its rows.

import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildHeartbeatWriter } from '../../heartbeat-writer/build.mjs';

const ROUNDS = 101;
// A hundred rounds take less time than many a flush of somebody else's takes the disk.
const BOUTS = 5;
const BETWEEN_BOUTS_MS = 500;
const WRITES_A_ROUND = 50;
const COALESCED_A_ROUND = 20_000;

/** Rows of name, value, unit and budget: medians of interleaved rounds on a freshly built package. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'heartbeat-bench-'));
  try {
    await buildHeartbeatWriter(join(folder, 'package'));
    const { HeartbeatWriter } = createRequire(import.meta.url)(join(folder, 'package/heartbeat-writer.cjs'));
    return [await writeRow(HeartbeatWriter, folder), coalescedRow(HeartbeatWriter, folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeRow(HeartbeatWriter, folder) {
  const writer = new HeartbeatWriter({ heartbeatDir: folder, processKey: 'beaten' });
  const beat = () => writer.beat();
  beat();
  const bare = bareReplacement(folder, readFileSync(writer.heartbeatPath, 'utf8'));
  const ratios = [];
  while (ratios.length < BOUTS) {
    ratios.push(ratioOf(bare, beat));
    await sleep(BETWEEN_BOUTS_MS);
  }
  return { name: 'beat() to a bare write and rename', value: round2(median(ratios)), unit: '×', budget: 1.5 };
}

function ratioOf(bare, beat) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => interleaved(bare, beat, round));
  return median(rounds.map(({ bareMs, beatMs }) => beatMs / bareMs));
}

function bareReplacement(folder, text) {
  const path = join(folder, 'bare.json');
  const temporaryPath = join(folder, '.bare.json.tmp');
  return () => {
    writeFileSync(temporaryPath, text);
    renameSync(temporaryPath, path);
  };
}

// The order alternates, so that whatever the first of two costs more falls on both alike.
function interleaved(bare, beat, round) {
  if (round % 2) return { bareMs: elapsedMs(bare, WRITES_A_ROUND), beatMs: elapsedMs(beat, WRITES_A_ROUND) };
  const beatMs = elapsedMs(beat, WRITES_A_ROUND);
  return { beatMs, bareMs: elapsedMs(bare, WRITES_A_ROUND) };
}

function coalescedRow(HeartbeatWriter, folder) {
  const writer = new HeartbeatWriter({ heartbeatDir: folder, processKey: 'hot', minIntervalMs: 60_000 });
  let progress = 0;
  const beat = () => {
    progress += 1;
    writer.beat({ progress });
  };
  const rounds = Array.from({ length: ROUNDS }, () => elapsedMs(beat, COALESCED_A_ROUND));
  const value = Math.round((median(rounds) / COALESCED_A_ROUND) * 1e6);
  return { name: 'coalesced beat({ progress })', value, unit: 'ns', budget: 100 };
}

function elapsedMs(act, times) {
  const startMs = performance.now();
  for (let left = times; left > 0; left -= 1) act();
  return performance.now() - startMs;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round2(value) {
  return Math.round(value * 100) / 100;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
