// The words of a run, its numbers, and its end: what it has begun is undone, whatever happens, also on Ctrl-C.

import { parseArgs } from 'node:util';
import { undo } from './after-each.ts';
import { liveThrough } from './chaos.ts';
import { render } from './render.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '2' },
    sabotage: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const minutes = Number(values.minutes);
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const TO_MS = 60_000;
let leaving: Promise<never> | undefined;

for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => leave(code));
process.on('uncaughtException', complain);

say(`seed ${seed}, ${minutes} minutes`);
try {
  const outcome = await liveThrough({
    seed,
    stormMs: minutes * TO_MS,
    isSabotaged: values.sabotage,
    tell: say,
  });
  say(render(outcome));
  if (outcome.violations.length > 0) say(`again: npm run chaos -- --minutes ${minutes} --seed ${seed}`);
  await leave(outcome.violations.length > 0 ? 1 : 0);
} catch (error) {
  await complain(error);
}

/** What goes wrong with the run itself; also where nobody waits, in a timer. */
function complain(error: unknown): Promise<never> {
  if (leaving === undefined) say(`seed ${seed}: ${error instanceof Error ? error.stack : error}`);
  return leave(1);
}

/** For good, and once: whoever comes later waits for the first. */
function leave(code: number): Promise<never> {
  leaving ??= undo().finally(() => process.exit(code)) as Promise<never>;
  return leaving;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
