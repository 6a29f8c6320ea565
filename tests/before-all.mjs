// Before any test: what the end-to-end tests run is built from the sources as they are now. After all of them: what their
// runs have put into the folder of caches, and left among the cgroups, is gone.

import { execFileSync } from 'node:child_process';
import { noteCaches } from './support/cache-traces.mjs';
import { noteCgroups } from './support/cgroup-traces.mjs';

export default function beforeAll() {
  execFileSync(process.execPath, [new URL('../.build/build.mjs', import.meta.url).pathname, '--if-needed'], {
    stdio: 'inherit',
  });
  // In a watch mode this comes more often than the end.
  globalThis.removeNewCaches ??= noteCaches();
  globalThis.removeNewCgroups ??= noteCgroups();
}
