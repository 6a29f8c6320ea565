// Where we ourselves look for programs. Does not know which.

import { delimiter, isAbsolute } from 'node:path';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Our PATH without what depends on where we stand: in a folder of somebody else, `.` would find his programs. */
export function ownPath({ PATH = '' }: { readonly PATH?: string | undefined }): string {
  const folders = PATH.split(delimiter).filter(isAbsolute);
  return folders.length === 0 ? DEFAULT_PATH : folders.join(delimiter);
}
