/** A short text that changes when a value does. It guards against nobody: it only notices edits. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Two FNV-1a hashes of the value's JSON, over different seeds: 64 bits in base 36, the same in every run. */
export function fingerprintOf(value: unknown): string {
  const text = JSON.stringify(value);
  let first = OFFSET;
  let second = ~OFFSET;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, PRIME);
    second = Math.imul(second ^ unit, PRIME) + index;
  }
  return `${(first >>> 0).toString(36)}${(second >>> 0).toString(36)}`;
}
