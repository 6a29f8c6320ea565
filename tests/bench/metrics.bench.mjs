// What a whole `watchdog check` of ten healthy services costs when metrics are told, and alerts would be. Run alone, it prints its
// rows.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkOf, withHealthyServices } from './support/healthy-services.mjs';
import { BARE_NODE, interleaved, rounded, runNode } from './support/medians.mjs';

const COUNT = 10;
const ROUNDS = 31;
// Until then a config may change without showing it, and is checked at every tick.
const CONFIG_SETTLED_AFTER_MS = 2100;
const textfile = 'watchdog.prom';
// Nobody listens there: all that it costs us but the wait for an answer.
const otlp = { endpoint: 'http://127.0.0.1:9/v1/metrics' };
/** By webhook and mail; nobody is told anything, for all are well. */
const alerts = {
  channels: {
    chat: { type: 'webhook', url: 'http://127.0.0.1:9/', template: 'slack' },
    boss: {
      type: 'email',
      host: '127.0.0.1',
      port: 9,
      from: 'watchdog@example.org',
      to: ['boss@example.org'],
    },
  },
};
/** The first two have a budget: the others are for who asks for more than a file. */
const MANNERS = [
  { title: 'metrics in a file', settings: { metrics: { textfile } }, budget: 2.2 },
  { title: 'metrics in a file, alerts configured', settings: { metrics: { textfile }, alerts }, budget: 2.2 },
  { title: 'metrics in a file, resources measured', settings: { metrics: { textfile, resources: true } } },
  { title: 'metrics in a file and sent', settings: { metrics: { textfile, otlp } } },
];

/** Rows of name, value, unit and budget: medians of rounds in which a bare Node and the checks take turns. */
export async function measure(share = 1) {
  return withHealthyServices(async (make) => {
    const checks = MANNERS.map(({ settings }) => checkOf(make(COUNT, {}, settings)));
    await sleep(CONFIG_SETTLED_AFTER_MS);
    for (const check of [...checks, ...checks]) runNode(check);
    const [bare, ...times] = interleaved([BARE_NODE, ...checks], Math.ceil(ROUNDS * share));
    return times.flatMap((time, index) => rows(MANNERS[index], time, bare));
  });
}

function rows({ title, budget }, time, bare) {
  const name = `check, ${COUNT} healthy services, ${title}`;
  const unit = '× node -e 0';
  return [
    { name, value: rounded(time.wallMs / bare.wallMs), unit, budget },
    { name: `${name}: CPU time`, value: rounded(time.cpuMs / bare.cpuMs), unit, budget: undefined },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
