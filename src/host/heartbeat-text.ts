// Turns the bytes of a heartbeat file into a document; says what is wrong with them without repeating any of them,
// since they may hold terminal escapes. Knows no file and no heartbeat.

import { isUtf8 } from 'node:buffer';

/** Parses JSON in strict UTF-8. A byte order mark is refused, as JSON between programs has none. */
export function parseJson(bytes: Buffer): { readonly document: unknown } | { readonly problem: string } {
  if (bytes.length === 0) return { problem: 'empty; expected a JSON object' };
  if (!isUtf8(bytes)) return { problem: `not UTF-8: ${opening(bytes)}; expected a JSON object` };
  try {
    return { document: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch {
    const found = bytes.readUInt8() === 0xef ? 'begins with a byte order mark' : 'not JSON';
    return { problem: `${found}: ${opening(bytes)}; expected a JSON object in UTF-8` };
  }
}

function opening(bytes: Buffer): string {
  return `${bytes.length} bytes from ${bytes.subarray(0, 16).toString('hex')}`;
}
