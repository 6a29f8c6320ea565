// Every verb: its words, its help, and the command it calls. One entry a verb; the parser is built from this table.

import { check } from '../commands/check.ts';
import { off } from '../commands/off.ts';
import { on } from '../commands/on.ts';
import { orphans } from '../commands/orphans.ts';
import { restart } from '../commands/restart.ts';
import { startAll } from '../commands/start-all.ts';
import { status } from '../commands/status.ts';
import { stopAll } from '../commands/stop-all.ts';
import type { Surroundings } from '../commands/surroundings.ts';
import { validate } from '../commands/validate.ts';
import { readDuration } from './duration.ts';
import type { Outcome } from './front-door.ts';
import { renderCheck } from './render-check.ts';
import { renderOrphans } from './render-orphans.ts';
import { renderStatus } from './render-status.ts';
import { renderSwitch } from './render-switch.ts';
import { oneLine } from './visible.ts';

/** What a command line came to, by the names of its words and options. */
export interface Words {
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly every?: string;
  readonly for?: string;
  readonly wait?: boolean;
  readonly kill?: boolean;
}

/** One verb of the command line. */
export interface Verb {
  /** The verb and its words, as yargs writes them; further names are aliases that people try. */
  readonly usage: readonly [string, ...string[]];
  readonly describe: string;
  readonly options: Readonly<
    Record<string, { readonly type: 'boolean' | 'string'; readonly describe: string }>
  >;
  readonly example: readonly [words: string, does: string];
  /** Exit codes that it can end with, beyond those that all share. */
  readonly exits: string;
  run(words: Words, surroundings: Surroundings): Promise<Outcome>;
}

const isTerminal = (): boolean => process.stdout.isTTY === true;
const WAIT = {
  wait: { type: 'boolean', describe: 'wait until it is healthy, or its start grace is over' },
} as const;
const SWITCH_EXITS = '0 done, 1 failed, 75 the holder of the lease did not serve it in time';

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [
  {
    usage: ['check'],
    describe: 'check every enabled service, and recover what stays broken (what cron runs; the default)',
    options: {
      'dry-run': { type: 'boolean', describe: 'show decisions and plans; touch nothing' },
      every: { type: 'string', describe: 'repeat at this interval, such as 5s, within one invocation' },
      for: {
        type: 'string',
        describe:
          'how long to repeat when no successor comes (default 90s), and until each check was seen through once',
      },
    },
    example: ['check --every 5s', 'from cron: detect within 5 seconds, not within a minute'],
    exits:
      '0 all is well, or another invocation is at work; 1 a service is down, or a recovery failed; 5 a critical one is down',
    run: async (words, surroundings) => {
      const options = {
        dryRun: words.dryRun ?? false,
        everyMs: duration(words.every),
        forMs: duration(words.for),
      };
      return renderCheck(await check(options, surroundings), isTerminal());
    },
  },
  {
    usage: ['on <key>', 'start'],
    describe: 'want a service running; start it unless it runs',
    options: WAIT,
    example: ['on web', 'start web, and keep it running'],
    exits: SWITCH_EXITS,
    run: async ({ key = '', wait = false }, surroundings) => renderSwitch(await on(key, wait, surroundings)),
  },
  {
    usage: ['off <key>', 'stop'],
    describe: 'end a service and all its processes; nothing starts it until "on"',
    options: {},
    example: ['off web', 'stop web for good'],
    exits: SWITCH_EXITS,
    run: async ({ key = '' }, surroundings) => renderSwitch(await off(key, surroundings)),
  },
  {
    usage: ['restart <key>'],
    describe: "run a service's whole recovery now; backoff and give-up are forgotten",
    options: WAIT,
    example: ['restart web --wait', 'restart web, and return once it is healthy'],
    exits: SWITCH_EXITS,
    run: async ({ key = '', wait = false }, surroundings) =>
      renderSwitch(await restart(key, wait, surroundings)),
  },
  {
    usage: ['start-all'],
    describe: 'want every enabled service running',
    options: WAIT,
    example: ['start-all', 'after a stop-all'],
    exits: SWITCH_EXITS,
    run: async ({ wait = false }, surroundings) => renderSwitch(await startAll(wait, surroundings)),
  },
  {
    usage: ['stop-all'],
    describe: 'end every enabled service; nothing starts them until "on" or "start-all"',
    options: {},
    example: ['stop-all', 'before maintenance of the host'],
    exits: SWITCH_EXITS,
    run: async (_, surroundings) => renderSwitch(await stopAll(surroundings)),
  },
  {
    usage: ['status [key]', 'ls', 'ps', 'list', 'describe'],
    describe: 'show how every service is at this moment, or all about one',
    options: {},
    example: ['status --json', 'the same for programs'],
    exits:
      '0 running, 1 (without a key) a service is down, 5 a critical one, 3 (with a key) it is not running',
    run: async ({ key }, surroundings) => renderStatus(await status(key, surroundings), isTerminal()),
  },
  {
    usage: ['orphans'],
    describe: 'list what lives on of services no longer configured, and of superseded instances',
    options: { kill: { type: 'boolean', describe: 'end it all' } },
    example: ['orphans --kill', 'after a service was taken out of the config'],
    exits: '0 nothing lives on, 1 something does, 75 the lease was not handed over in time',
    run: async ({ kill = false }, surroundings) =>
      renderOrphans(await orphans(kill, surroundings), isTerminal()),
  },
  {
    usage: ['validate'],
    describe: 'check the config; every mistake is told at once, and what root should beware of',
    options: {},
    example: ['validate -c ./config.json', 'before cron reads it'],
    exits: '0 correct, 2 mistakes',
    run: async (_, surroundings) => {
      const report = validate(surroundings);
      const services = report.services === 1 ? '1 service' : `${report.services} services`;
      const correct = `${report.path}: correct; ${services}, ${report.enabled} enabled`;
      const text = [correct, ...report.warnings.map((words) => oneLine(`warning: ${words}`))].join('\n');
      return { exitCode: 0, text, json: report };
    },
  },
];

function duration(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDuration(text);
}
