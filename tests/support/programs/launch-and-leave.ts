// Starts what its arguments say through the host, tells the outcome, and ends while that lives on.

import { readDocument } from '../../../src/core/heartbeat.ts';
import { createHost } from '../../../src/host/create-host.ts';

const [cookie = '', cwd = '', ...argv] = process.argv.slice(2);
const env = { WATCHDOG_INSTANCE: cookie, WATCHDOG_KEY: cookie };
const spec = { argv, cwd, env, user: undefined, outputPath: `${cwd}/output.log` };
const outcome = await createHost({ readDocument }).launch(spec, 0.2, () => {});
process.stdout.write(JSON.stringify(outcome));
