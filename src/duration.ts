// Lengths of time as people write them, on a command line and in the config.

// Nobody writes a longer one, and to look for its parts takes the square of its length.
const LONGEST_TEXT = 40;
const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `500ms`, `5s`, `2m`, `1h30m`; a bare number is seconds. Undefined for anything else, and for zero. */
export function durationMsOf(text: string): number | undefined {
  const bare = /^\d+(\.\d+)?$/.test(text) ? `${text}s` : text;
  const parts = bare.length > LONGEST_TEXT ? [] : [...bare.matchAll(/(\d{1,12}(?:\.\d{1,9})?)(ms|[smhd])/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === bare;
  const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS_MS[unit ?? ''] ?? 0), 0);
  return isWhole && ms > 0 ? ms : undefined;
}
