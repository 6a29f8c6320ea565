// Says that it is ready, waits for a file to come, and logs a line into a folder.

import { existsSync } from 'node:fs';
import { openLog } from '../../../src/cli/log-sink.ts';

const [logDir = '', gate = ''] = process.argv.slice(2);
const log = openLog({ logDir, logLevel: 'INFO', logFormat: 'text', retentionDays: 7 });
process.stdout.write('ready\n', () => {
  while (!existsSync(gate));
  log({ level: 'INFO', message: 'here' });
});
