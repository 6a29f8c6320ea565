// Types what people and cron would: every invocation of the run goes through here, some with another wall clock, and how each
// ends is judged.

import type { Random } from '../../simulation/run/random.ts';
import type { Invocation, Result } from '../../support/invocation.ts';
import type { Scene } from '../../support/scenario.ts';
import { shiftedClocks } from './shifted-clock.ts';

/** Who types. */
export interface Typist {
  /** Runs one invocation to its end; by chance it has another wall clock. Throws once the run is over. */
  type(words: readonly string[], random?: Random): Promise<Result>;
  readonly working: ReadonlySet<Invocation>;
  readonly typed: { invocations: number; shifted: number };
  /** Whether some can have another clock. */
  readonly hasClocks: boolean;
  /** Nothing more is typed. */
  close(): void;
}

const SHIFTED = 0.15;

/** A typist whose invocations are judged when they end. */
export function createTypist(
  scene: Scene,
  judge: (words: readonly string[], result: Result, seconds: number) => void,
): Typist {
  const working = new Set<Invocation>();
  const typed = { invocations: 0, shifted: 0 };
  const clocks = shiftedClocks();
  let isClosed = false;
  return {
    working,
    typed,
    hasClocks: clocks.length > 0,
    close: () => {
      isClosed = true;
    },
    type: async (words, random) => {
      if (isClosed) throw new Error('the run is over');
      const env = random?.happens(SHIFTED) ? random.pick(clocks) : undefined;
      typed.invocations += 1;
      if (env !== undefined) typed.shifted += 1;
      const began = performance.now();
      const invocation = scene.begin(words, env === undefined ? {} : { env });
      working.add(invocation);
      const result = await invocation.ended;
      working.delete(invocation);
      if (!isClosed) judge(words, result, (performance.now() - began) / 1000);
      return result;
    },
  };
}
