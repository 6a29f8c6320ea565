// Tells times of day and lengths of time, for people and for programs.

/** The time here, such as `2026-11-20 14:30:05`. */
export function hereAt(ms: number): string {
  const at = new Date(ms);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(two).join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** The time as programs read it. */
export function utcAt(ms: number): string {
  return new Date(ms).toISOString();
}

/** Milliseconds as seconds, to the tenth. */
export function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

/** A length of time in its two largest units: 4s, 2m 5s, 3h 20m, 5d 2h. */
export function lasting(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units: readonly [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  const first = units.findIndex(([length]) => seconds >= length);
  if (first === -1) return `${Math.max(0, Math.round(ms))}ms`;
  const [[large, name] = [1, 's'], next] = [units[first], units[first + 1]];
  const rest = next === undefined ? 0 : Math.floor((seconds % large) / next[0]);
  return `${Math.floor(seconds / large)}${name}${rest === 0 ? '' : ` ${rest}${next?.[1]}`}`;
}
