// What services answer to whoever looks at them: that all is well, as long as they beat, but for a while it may be otherwise.

import type { Reading } from '../../../src/core/checks/reading.ts';
import type { Clocks } from './clocks.ts';
import type { Processes } from './processes.ts';

type Kind = Reading['kind'];

/** The answers of all services. */
export interface Answers {
  ask(key: string): Kind;
  /** What it has answered last, since this was last asked. */
  take(key: string): Kind | undefined;
  /** Until then it answers so, whatever it does. */
  set(key: string, kind: Kind, untilMs: number): void;
}

/** All is well. */
export function createAnswers(clocks: Clocks, processes: Processes): Answers {
  const set = new Map<string, { readonly kind: Kind; readonly untilMs: number }>();
  const given = new Map<string, Kind>();
  const answerOf = (key: string): Kind => {
    const other = set.get(key);
    if (other !== undefined && other.untilMs > clocks.trueMs()) return other.kind;
    return processes.living(key).some(({ beats, state }) => beats !== undefined && state === 'S')
      ? 'passed'
      : 'failed';
  };
  return {
    ask: (key) => {
      const answer = answerOf(key);
      given.set(key, answer);
      return answer;
    },
    take: (key) => {
      const last = given.get(key);
      given.delete(key);
      return last;
    },
    set: (key, kind, untilMs) => set.set(key, { kind, untilMs }),
  };
}
