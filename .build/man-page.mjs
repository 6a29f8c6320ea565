// Writes man/watchdog.1 as the built program prints it, of the table of verbs that also makes its help. With --check nothing is written, and
// a page that is out of date fails.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

process.chdir(new URL('..', import.meta.url).pathname);

const PAGE = 'man/watchdog.1';
const text = execFileSync(process.execPath, ['dist/watchdog.cjs', 'completion', 'man'], { encoding: 'utf8' });

if (existsSync(PAGE) && readFileSync(PAGE, 'utf8') === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(
    `${PAGE}: found an old version; expected what the verbs say. Run \`node .build/man-page.mjs\` and commit it.`,
  );
  process.exit(1);
}
mkdirSync('man', { recursive: true });
writeFileSync(PAGE, text);
console.log(`${PAGE}: written.`);
