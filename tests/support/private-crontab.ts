// A `crontab` of a test's own, to be put first on PATH: as Debian's, with a spool of one file, and with the mishaps there are.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** That program, and what it keeps. */
export interface PrivateCrontab {
  /** The folder of the program. */
  readonly bin: string;
  /** What is in the spool, one character for each byte; undefined where the user has no crontab. */
  read(): string | undefined;
  write(bytes: string): void;
  /** How it was called, in order. */
  calls(): readonly string[];
  /**
   * What goes wrong from now on: it cannot be read; what is written is refused; somebody edits it after we have read it, or after
   * we have written it, or after we have seen that it is as we have written it.
   */
  suffer(mishap: 'unreadable' | 'refused' | 'edited' | 'overwritten' | 'undone'): void;
}

const THEIRS = '5 5 * * * theirs\n';
const SCRIPT = `#!/bin/sh
cd "$(dirname "$0")/.." || exit 1
echo "$*" >>calls
case $* in
  *-l)
    [ -e unreadable ] && { echo "crontab: spool: Permission denied" >&2; exit 1; }
    [ -e tab ] || { echo "no crontab for tester" >&2; exit 1; }
    cat tab
    [ -e edited ] && cat edited >>tab
    [ -e written ] && [ -e undone ] && cp undone tab ;;
  *-)
    cat >"new$$"
    [ -e refused ] && { echo "errors in crontab file, can't install." >&2; exit 1; }
    [ -n "$(tail -c 1 "new$$")" ] && { echo "new crontab file is missing newline before EOF, can't install." >&2; exit 1; }
    mv "new$$" tab
    touch written
    [ -e overwritten ] && cp overwritten tab ;;
  *) exit 64 ;;
esac
exit 0
`;

/** Makes one, for a user without a crontab. */
export function privateCrontab(): PrivateCrontab {
  const folder = temporaryFolder('crontab');
  const tab = join(folder, 'tab');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/crontab'), SCRIPT, { mode: 0o755 });
  return {
    bin: join(folder, 'bin'),
    read: () => (existsSync(tab) ? readFileSync(tab, 'latin1') : undefined),
    write: (bytes) => writeFileSync(tab, bytes, 'latin1'),
    calls: () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
    suffer: (mishap) => writeFileSync(join(folder, mishap), THEIRS),
  };
}
