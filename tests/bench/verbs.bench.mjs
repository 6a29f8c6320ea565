// What it takes until a verb has said what it has to say, of ten healthy services: those that change nothing are run, of all others
// the help is asked for. Run alone, it prints its rows.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkOf, WATCHDOG, withHealthyServices } from './support/healthy-services.mjs';
import { BARE_NODE, interleaved, rounded, runNode } from './support/medians.mjs';

const COUNT = 10;
const BUDGET = 3.5;
const ROUNDS = 15;
// Until then a config may change without showing it, and is checked each time.
const CONFIG_SETTLED_AFTER_MS = 2100;
const TIMELINE = fileURLToPath(new URL('../../examples/timelines/broken-start.json', import.meta.url));
/** What follows a verb that is run. */
const WORDS = {
  check: ['--dry-run'],
  status: [],
  history: ['service-0'],
  summary: [],
  events: [],
  logs: ['service-0'],
  log: [],
  explain: ['service-0'],
  metrics: [],
  orphans: [],
  validate: [],
  plan: [],
  simulate: [TIMELINE],
  tune: ['service-0'],
  replay: [],
};
/** One that does more with a key than without. */
const CLOSE_UP = ['status', 'service-0'];

/** Rows of name, value, unit and budget: medians of rounds in which a bare Node and the verbs take turns. */
export async function measure(share = 1) {
  return withHealthyServices(async (make) => {
    const folder = make(COUNT);
    await sleep(CONFIG_SETTLED_AFTER_MS);
    for (let time = 0; time < 2; time += 1) runNode(checkOf(folder));
    const lines = [...verbs().map((verb) => [verb, ...(WORDS[verb] ?? ['--help'])]), CLOSE_UP];
    const commands = lines.map((words) => [WATCHDOG, ...words, '--config', `${folder}/config.json`]);
    for (const command of commands) runNode(command);
    const [bare, ...times] = interleaved([BARE_NODE, ...commands], Math.ceil(ROUNDS * share));
    return times.flatMap((time, index) => rows(lines[index], time, bare));
  });
}

/** Every verb, as the help lists them. */
function verbs() {
  return [...runNode([WATCHDOG, '--help']).matchAll(/^ {2}watchdog (\S+)/gm)].map(([, verb]) => verb);
}

function rows([verb, ...words], time, bare) {
  const name = `watchdog ${[verb, ...words].join(' ').replace(TIMELINE, 'FILE')}`;
  const unit = '× node -e 0';
  return [
    { name, value: rounded(time.wallMs / bare.wallMs), unit, budget: BUDGET },
    { name: `${name}: CPU time`, value: rounded(time.cpuMs / bare.cpuMs), unit, budget: undefined },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
