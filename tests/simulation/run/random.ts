// Chance that can be had again: the same seed gives the same numbers, in the same order.

/** A source of chance. */
export interface Random {
  /** From 0 up to, never at, 1. */
  fraction(): number;
  /** Whether something happens that does so with this probability. */
  happens(probability: number): boolean;
  /** A whole number from one to another, both included. */
  whole(from: number, to: number): number;
  /** A wait until something that comes about so often on average. */
  wait(meanMs: number): number;
  /** One of several. */
  pick<T>(among: readonly T[]): T | undefined;
  /** One of several that weigh differently. */
  weighed<T extends { readonly weight: number }>(among: readonly T[]): T;
}

/** Chance from a seed. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    happens: (probability) => fraction() < probability,
    whole,
    wait: (meanMs) => Math.round(-Math.log(1 - fraction()) * meanMs),
    pick: (among) => among[whole(0, among.length - 1)],
    weighed: (among) => {
      let left = fraction() * among.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of among) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return among.at(-1) as (typeof among)[number];
    },
  };
}
