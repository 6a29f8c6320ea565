// What a rule has looked at: a value, and the limit that it is held against, with the option that sets it. Knows neither where
// the options are written nor how they are shown.

/** The names that lead to an option of a service, as a config file has them: `restart_policy`, `max_restarts`. */
export type OptionPath = readonly [string, ...(string | number)[]];

/** One value, and what it is held against. */
export interface Measure {
  readonly name: string;
  /** Absent where there is none; `seconds` of both, or a number of times, or words. */
  readonly value: number | string | undefined;
  readonly limit?: number | string | undefined;
  readonly unit?: 'seconds' | undefined;
  /** What sets the limit. */
  readonly option?: OptionPath | undefined;
}

/** A value in words without a limit. */
export function fact(name: string, value: string | undefined, option?: OptionPath): Measure {
  return { name, value: value ?? 'none', option };
}

/** A length of time, held against another one. */
export function duration(name: string, ms: number | undefined, limitSeconds?: number): Measure {
  return {
    name,
    value: ms === undefined ? undefined : Math.round(ms / 100) / 10,
    limit: limitSeconds,
    unit: 'seconds',
  };
}
