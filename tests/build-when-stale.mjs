// Before any test: what the end-to-end tests run is built from the sources as they are now.

import { execFileSync } from 'node:child_process';

export default function buildWhenStale() {
  execFileSync(process.execPath, [new URL('../.build/build.mjs', import.meta.url).pathname, '--if-needed'], {
    stdio: 'inherit',
  });
}
