// Services answer that they are not well, or so that nobody can tell, though they beat.

import type { Reading } from '../../../src/core/checks/reading.ts';
import { type Fault, someKey } from './fault.ts';

const LONGEST_MS = 240_000;

function answer(kind: Reading['kind']): Fault['strike'] {
  return (targets) => {
    const { machine, random } = targets;
    const key = someKey(targets);
    machine.answers.set(key, kind, machine.clocks.trueMs() + random.whole(1000, LONGEST_MS));
    return key;
  };
}

/** What may become of answers. */
export const ANSWER_FAULTS: readonly Fault[] = [
  { name: 'a check fails', weight: 3, strike: answer('failed') },
  { name: 'a check is degraded', weight: 1, strike: answer('degraded') },
  { name: 'a check cannot look', weight: 2, strike: answer('unknown') },
];
