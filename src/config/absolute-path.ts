/** Makes paths absolute and comparable. It does not look at the disk. */
import { resolve } from 'node:path';

/** The absolute path, without `.`, `..` and doubled slashes; relative ones start at `folder`. */
export function absolutePath(folder: string, path: string): string {
  // `resolve` takes apart even what is in order, which is nearly every path of ten thousand.
  const isInOrder =
    path.startsWith('/') && !path.includes('/.') && !path.includes('//') && !path.endsWith('/');
  return isInOrder ? path : resolve(folder, path);
}
