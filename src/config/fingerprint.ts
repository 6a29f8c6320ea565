/** A short text that changes when a value does. It guards against nobody: it only notices edits. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The FNV-1a hash of the value's JSON with its length, in base 36; the same in every run. */
export function fingerprintOf(value: unknown): string {
  const text = JSON.stringify(value);
  let hash = OFFSET;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return `${(hash >>> 0).toString(36)}-${text.length.toString(36)}`;
}
