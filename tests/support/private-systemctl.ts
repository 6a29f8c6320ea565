// A `systemctl` of a test's own, to be put first on PATH: it writes down how it is called, and has one timer.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** That program, and how it was called. */
export interface PrivateSystemctl {
  /** The folder of the program. */
  readonly bin: string;
  /** The calls so far, a line each. */
  calls(): readonly string[];
  /** From now on there is no systemd to talk to. */
  breakDown(): void;
}

const SCRIPT = `#!/bin/sh
cd "$(dirname "$0")/.." || exit 1
[ -e broken ] && { echo "System has not been booted with systemd as init system" >&2; exit 1; }
case $2 in
  is-active) [ -e active ]; exit ;;
  restart) touch active ;;
  disable) rm -f active ;;
esac
echo "$*" >>calls
`;

/** Makes one, whose timer is not at work. */
export function privateSystemctl(): PrivateSystemctl {
  const folder = temporaryFolder('systemctl');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/systemctl'), SCRIPT, { mode: 0o755 });
  const calls = join(folder, 'calls');
  return {
    bin: join(folder, 'bin'),
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []),
    breakDown: () => writeFileSync(join(folder, 'broken'), ''),
  };
}
