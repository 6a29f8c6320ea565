// A plain `check` of the later version; there is no launcher in front of it.

import { main } from '../../../../src/cli/tick-main.ts';

process.exitCode = await main(process.argv.slice(2));
