// The numbers that were promised, as far as a busy machine can tell: a benchmark fails here only at twice its budget. Other
// programs can only add to a time, so the least of wall and CPU time counts, and of up to six measurements.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Row {
  readonly name: string;
  readonly value?: number | null;
  readonly budget?: number;
}

const SUFFIX = '.bench.mjs';
const BENCHMARKS = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length));
const ALLOWANCE = 2;
const MOST_MEASUREMENTS = 6;
const LIMIT_MS = 900_000;
const CPU_TIME = ': CPU time';

test.each(BENCHMARKS)(
  'the benchmark %s stays below twice its budgets',
  (benchmark) => {
    const rows: Row[] = [];
    for (let round = 0; round < MOST_MEASUREMENTS; round += 1) {
      rows.push(...measure(benchmark));
      expect(rows.filter(isUnmeasured)).toEqual([]);
      if (farOver(rows).length === 0) return;
    }
    expect(farOver(rows)).toEqual([]);
  },
  LIMIT_MS,
);

/** In a process of its own: code runs several times slower within a test. */
function measure(benchmark: string): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-budget-'));
  try {
    const path = join(folder, 'results.json');
    const program = join(import.meta.dirname, 'run.mjs');
    execFileSync(process.execPath, [program, '--quick', '--only', benchmark, path]);
    return (JSON.parse(readFileSync(path, 'utf8')) as { results: Row[] }).results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names of what took more than it may even on a busy machine, with the least that it took. */
function farOver(rows: readonly Row[]): readonly (readonly [string, number])[] {
  const promised = new Map(
    rows.flatMap(({ name, budget }) => (budget === undefined ? [] : [[name, budget]])),
  );
  return [...promised.keys()]
    .map((name) => [name, least(name, rows)] as const)
    .filter(([name, value]) => value > ALLOWANCE * (promised.get(name) ?? 0));
}

function least(name: string, rows: readonly Row[]): number {
  const same = rows.filter((row) => row.name === name || row.name === `${name}${CPU_TIME}`);
  return Math.min(...same.flatMap(({ value }) => (typeof value === 'number' ? [value] : [])));
}

/** Flushes of the disk are counted by strace; all else can be measured everywhere. */
function isUnmeasured({ name, value, budget }: Row): boolean {
  const isExcused = /flush|fsync/i.test(name) && !existsSync('/usr/bin/strace');
  return budget !== undefined && typeof value !== 'number' && !isExcused;
}
