// What a whole `watchdog check` takes when each of a thousand services also has a port that must answer. One real server
// answers for all. Run alone, it prints its rows.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { checkOf, withHealthyServices } from './support/healthy-services.mjs';
import { interleaved, rounded, runNode } from './support/medians.mjs';
import { peakMemory } from './support/peak-memory.mjs';

const COUNT = 1000;
const ROUNDS = 11;
const NAME = `check, ${COUNT} services, each with a tcp check`;
const SERVER = `
  const server = require('net').createServer((socket) => socket.on('error', () => {}).resume());
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** Rows of name, value, unit and budget. */
export async function measure(share = 1) {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = await once(server.stdout, 'data');
    const checks = [{ type: 'tcp', port: Number(port) }];
    return await withHealthyServices((make) => rowsFor(make(COUNT, { checks }), share));
  } finally {
    server.kill('SIGKILL');
  }
}

function rowsFor(folder, share) {
  const check = checkOf(folder);
  // The first one makes the database.
  runNode(check);
  const [{ wallMs, cpuMs }] = interleaved([check], Math.ceil(ROUNDS * share));
  return [
    { name: NAME, value: rounded(wallMs / 1000), unit: 's', budget: 1.5 },
    { name: `${NAME}: CPU time`, value: rounded(cpuMs / 1000), unit: 's', budget: undefined },
    {
      name: `peak memory, ${COUNT} services with a check`,
      value: peakMemory(folder),
      unit: 'MiB',
      budget: 150,
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
