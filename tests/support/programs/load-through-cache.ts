// Loads the file that it is told to, through the code cache, and says what that exports.

import { loadThroughCache } from '../../../src/cli/code-cache.ts';

const [file = '', exitCode = '0', verb] = process.argv.slice(2);
process.stdout.write(JSON.stringify(loadThroughCache(file, verb)));
process.exitCode = Number(exitCode);
