// A hundred thousand ticks in a world in which everything goes wrong, and no promise is broken; and each promise, broken on
// purpose, is found to be.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Numbers {
  readonly seeds: number;
  readonly failed: number;
  readonly ticks: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly faults: Readonly<Record<string, number>>;
}

const TICKS = 100_000;
const WORKERS = 2;
const ENOUGH_TO_FIND = 60_000;
const FEWEST_KINDS = 30;
/** Twice what it is to take, of its processor: what else the machine has to do slows that down, too. */
const MOST_SECONDS = 120;

const BREAKAGES = [
  ...['I1', 'I1-cgroup', 'I2', 'I3', 'I3-rung', 'I3-stable', 'I3-lost', 'I4', 'I4-abandoned'],
  ...['I5', 'I5-disabled', 'I5-record', 'I5-file', 'I5-resume'],
  ...['I6', 'I7', 'I8', 'I9', 'I9-patience', 'I10'],
  ...['I3-group', 'R1', 'R1-clean', 'R1-group', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'],
  ...['R8', 'R9', 'R9-off'],
];

/** All that a simulation says, whatever it came to. */
async function simulate(...words: readonly string[]): Promise<string> {
  const program = join(import.meta.dirname, 'simulate.mjs');
  const ran = promisify(execFile)(process.execPath, [program, ...words]);
  return ran.then(
    ({ stdout }) => stdout,
    (failure: { stdout: string; stderr: string }) => failure.stdout + failure.stderr,
  );
}

function numbersIn(said: string): readonly Numbers[] {
  return said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Numbers);
}

function report(workers: readonly Numbers[]): Readonly<Record<string, number>> {
  const faults: Record<string, number> = {};
  for (const worker of workers)
    for (const [name, times] of Object.entries(worker.faults)) faults[name] = (faults[name] ?? 0) + times;
  const sum = (of: (numbers: Numbers) => number) => workers.reduce((total, one) => total + of(one), 0);
  const most = (of: (numbers: Numbers) => number) => Math.max(...workers.map(of));
  const time = `${most((one) => one.seconds)} s, ${most((one) => one.cpuSeconds)} s of CPU each`;
  const told = Object.entries(faults).map(([name, times]) => `  ${times} × ${name}\n`);
  process.stdout.write(
    `simulation: ${sum((one) => one.ticks)} ticks of ${sum((one) => one.seeds)} seeds in ${time}\n${told.join('')}`,
  );
  return faults;
}

test('a hundred thousand ticks in a world in which everything goes wrong break no promise', async () => {
  const said = await simulate('--total', String(TICKS), '--workers', String(WORKERS));
  const workers = numbersIn(said);
  const faults = report(workers);
  expect(said.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([]);
  expect(workers.reduce((ticks, one) => ticks + one.ticks, 0)).toBeGreaterThanOrEqual(TICKS);
  expect(Object.keys(faults).length).toBeGreaterThanOrEqual(FEWEST_KINDS);
  for (const { cpuSeconds } of workers) expect(cpuSeconds).toBeLessThan(MOST_SECONDS);
}, 600_000);

test('the same seed has the same story', async () => {
  const [first, second] = await Promise.all([simulate('--seed', '3'), simulate('--seed', '3')]);
  expect(first).toContain('every promise was kept');
  expect(second).toBe(first);
});

test.each(BREAKAGES)(
  'a product that breaks %s is found out, with the words to replay it',
  async (breakage) => {
    const said = await simulate('--break', breakage, '--total', String(ENOUGH_TO_FIND));
    expect(said).toContain(`${breakage.split('-')[0]} (`);
    expect(said).toMatch(/npm run simulate -- --seed \d+ --ticks 300/);
  },
);
