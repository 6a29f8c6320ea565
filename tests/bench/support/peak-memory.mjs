// How much memory a check of a folder takes at most, as the system counts it when it is over.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkOf } from './healthy-services.mjs';
import { rounded, runNode } from './medians.mjs';

/** In MiB. */
export function peakMemory(folder) {
  const file = join(folder, 'peak');
  const tell = `process.on('exit', () => require('fs').writeFileSync('${file}', String(process.resourceUsage().maxRSS)))`;
  runNode(['--import', `data:text/javascript,${encodeURIComponent(withRequire(tell))}`, ...checkOf(folder)]);
  return rounded(Number(readFileSync(file, 'utf8')) / 1024, 1);
}

function withRequire(code) {
  return `import { createRequire } from 'node:module'; const require = createRequire('/'); ${code};`;
}
