// One seed with its story told, or seed after seed until so many ticks were lived through. The last line of these is their
// numbers, for a program to read.

import { parseArgs } from 'node:util';
import { type Outcome, simulate } from './simulation.ts';

/** One would do; more show whether they have one cause. */
const MOST_FAILURES = 5;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    total: { type: 'string', default: '20000' },
    ticks: { type: 'string', default: '300' },
  },
});
const ticks = Number(values.ticks);

if (values.seed === undefined) await many(Number(values.from), Number(values.total));
else await tellOne(Number(values.seed));

async function tellOne(seed: number): Promise<void> {
  const outcome = await simulate(seed, ticks, say);
  if (outcome.failure !== undefined) complain(seed, outcome);
  else say(`seed ${seed}: ${outcome.ticks} ticks, every promise was kept`);
}

async function many(from: number, total: number): Promise<void> {
  // Every wait that is called off makes an error, whose stack nobody reads.
  Error.stackTraceLimit = 0;
  const began = performance.now();
  const faults = new Map<string, number>();
  let lived = 0;
  let failed = 0;
  let seed = from;
  for (; lived < total; seed += 1) {
    const outcome = await simulate(seed, ticks);
    lived += outcome.ticks;
    for (const [name, times] of outcome.faults) faults.set(name, (faults.get(name) ?? 0) + times);
    if (outcome.failure === undefined) continue;
    failed += 1;
    complain(seed, outcome);
    if (failed === MOST_FAILURES) break;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const cpuSeconds = Math.round(process.cpuUsage().user / 1e6);
  say(
    JSON.stringify({
      seeds: seed - from,
      failed,
      ticks: lived,
      seconds,
      cpuSeconds,
      faults: Object.fromEntries(faults),
    }),
  );
}

function complain(seed: number, { failure, ticks: lived }: Outcome): void {
  process.exitCode = 1;
  const found = failure instanceof Error && !('invariant' in failure) ? failure.stack : String(failure);
  say(`seed ${seed}, tick ${lived}: ${found}`);
  say(`  its story: npm run simulate -- --seed ${seed} --ticks ${ticks}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
