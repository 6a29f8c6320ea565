// Takes the place of the look of a check: what it comes to is as the made-up services answer.

import type { Check } from '../../../src/config/check.ts';
import type { Reading } from '../../../src/core/checks/reading.ts';
import { assertAlive } from '../invocation/life.ts';
import { current } from './kernel.ts';

/** Looks at once: on a made-up machine an answer takes no time. A check has the name of its service. */
export async function look({ name }: Check): Promise<Reading> {
  const { machine, life } = current();
  assertAlive(life);
  const kind = machine.answers.ask(name);
  return { kind, detail: kind === 'passed' ? '' : `it answers that it is ${kind}` };
}
