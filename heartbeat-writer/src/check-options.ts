// Refuses options with which no heartbeat could be right, at once and in words.
// Knows no file system: whether the folder exists or can be written is found out by the first beat.

/** What a text must match, and the words for it. */
type Rule = readonly [pattern: RegExp, expected: string];

/** A text that names a file inside a folder and never another folder. */
export const PLAIN_NAME: Rule = [
  /^(?!\.{0,2}$)[^/\\\0]+$/,
  'a plain name: no "/", "\\" or NUL, not empty, "." or "..". Choose another.',
];

/** A text that can be a path. */
export const FOLDER: Rule = [/^[^\0]+$/, 'the path of a folder. Pass the one in heartbeat_path.'];

/** Returns `value` when it is a text that matches; throws a TypeError otherwise. */
export function matching(option: string, value: unknown, [pattern, expected]: Rule): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw refusal(option, value, expected);
}

/** Returns in milliseconds a `value` of at least `least` that a timer can wait for; throws a TypeError otherwise. */
export function timerDelay(
  option: string,
  value: number,
  [least, unitMs]: readonly [number, number],
): number {
  // Beyond 31 bits Node's timers fire at once.
  const most = (2 ** 31 - 1) / unitMs;
  if (value >= least && value <= most) return value * unitMs;
  throw refusal(option, value, `a number from ${least} to ${most}. Pass one of these.`);
}

function refusal(option: string, value: unknown, expected: string): TypeError {
  const found = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new TypeError(`HeartbeatWriter ${option}: found ${found}; expected ${expected}`);
}
