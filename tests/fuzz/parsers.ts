// Every parser of something that others write, by the names of its functions: what it may be given, and how it may refuse.

import fc from 'fast-check';
import { beatWords, readBeatArguments } from '../../src/cli/apps/beat-arguments.ts';
import { readRunArguments, runPace } from '../../src/cli/apps/run-arguments.ts';
import { readCount } from '../../src/cli/count.ts';
import { readDuration } from '../../src/cli/duration.ts';
import { readInstant } from '../../src/cli/instant.ts';
import { readTickArguments } from '../../src/cli/tick-arguments.ts';
import { readWording } from '../../src/cli/verbs/switch.ts';
import { readStoredAlert } from '../../src/commands/alerts/stored-alert.ts';
import { parseMark } from '../../src/commands/alerts/trouble-mark.ts';
import { readTimeout } from '../../src/commands/apps/place.ts';

import { parseEnded } from '../../src/commands/menu/parse-ended.ts';
import { readTimeline } from '../../src/commands/simulate/read-timeline.ts';
import { interpretConfig } from '../../src/config/load.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { parseTimestamp } from '../../src/core/timestamp.ts';
import { parseAccount } from '../../src/host/account.ts';
import { parseCgroup, parseMountinfo } from '../../src/host/cgroup-text.ts';
import { givenByIn } from '../../src/host/given-by.ts';
import { parseJson } from '../../src/host/heartbeat-text.ts';
import { parseFlags } from '../../src/host/inherited-descriptors.ts';
import { parseInsider } from '../../src/host/insiders.ts';
import { parseLastBeat } from '../../src/host/last-beat.ts';
import { parseListeners } from '../../src/host/listeners.ts';
import { parseLocks } from '../../src/host/lock-holders.ts';
import { parseAutogroup, parseEnviron, parseUid } from '../../src/host/proc-marks.ts';
import { isWithoutEnvironment, parseProcStat } from '../../src/host/proc-stat.ts';
import { parseCommands, parsePs } from '../../src/host/ps-format.ts';
import { parseShebang } from '../../src/host/spawn-fault.ts';
import { readPattern } from '../../src/safe-pattern.ts';
import { readBrakes } from '../../src/store/brakes.ts';
import { readMemories } from '../../src/store/check-memories.ts';
import { readFence } from '../../src/store/fences.ts';
import { readLateBeat } from '../../src/store/history/past-looks.ts';
import { parseHolder } from '../../src/store/holder.ts';
import { readNames } from '../../src/store/incident-rows.ts';
import { readManner } from '../../src/store/manners.ts';
import { readRestarts } from '../../src/store/restarts.ts';
import { readTerms } from '../../src/store/terms.ts';
import { bytes, documents, texts } from './nasty.ts';
import { CONFIGS } from './nasty-configs.ts';

const TIMELINE = {
  config: { processes: { web: { heartbeat_path: 'web.json', commands: { start: 'x' } } } },
  every: '60s',
  until: '1h30m',
  habits: { web: { beats_every: '10s', first_beat: 5 } },
  events: [{ at: '60s', service: 'web', event: 'fails_check', check: 'port' }],
  expect: [{ service: 'web', by: '10m', verdict: 'healthy', reason: 'healthy', recoveries: 1 }],
};

/** What a parser may be given, what it does with it, and by which error, if any, it may refuse it. */
export interface Parser {
  /** The functions that are tried by it. */
  readonly of: readonly string[];
  readonly given: fc.Arbitrary<unknown>;
  parse(given: never): unknown;
  /** How often it is tried, where once is nearly as good as often. */
  readonly tries?: number;
  readonly refusesWith: 'ConfigError' | 'UsageError' | 'SyntaxError' | 'nothing';
}

function parser<T>(
  of: string | readonly string[],
  given: fc.Arbitrary<T>,
  { parse, refusesWith = 'nothing' }: { parse(given: T): unknown; refusesWith?: Parser['refusesWith'] },
): Parser {
  return { of: [of].flat(), given, parse, refusesWith };
}

const BEAT = {
  process_key: 'web',
  pid: 1234,
  timestamp: '2026-02-05T06:17:29.601049+00:00',
  status: 'running',
  iteration: 42,
  progress: 1.5,
  instance: 'cookie',
  started: 'boot:1000',
  exit_code: 78,
};
const NUMBERS = Array.from({ length: 44 }, (_, index) => index).join(' ');
const STAT = `1234 (a) b) S 1 1234 1234 0 -1 4194304 ${NUMBERS}`;
const STATUS = 'Name:\tweb\nTgid:\t1234\nPid:\t1234\nUid:\t0\t1000\t1000\t1000\nGid:\t0\t0\t0\t0\n';
const PS = '  1234     1  1234   501 Ss   Thu Feb  5 06:17:29 2026     /bin/sh -c beat WATCHDOG_KEY=web';
const ENVIRON = 'PATH=/bin\0WATCHDOG_KEY=web\0WATCHDOG_INSTANCE=cookie\0';
const LOCKS = '1: POSIX  ADVISORY  WRITE 4242 fe:00:131081 0 EOF\n2: FLOCK  ADVISORY  READ 1 00:1a:5 0 EOF\n';
const CGROUP = '1:name=systemd:/\n0::/user.slice/watchdog-01234567-89ab-cdef/below\n';
const MOUNTS =
  '29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n23 1 0:2 / / rw - ext4 /dev/sda rw\n';
const ACCOUNT = 'web:x:1000:1000:Web,,,:/home/web:/bin/bash\n';
const MOMENT = { wallMs: 1, bootMs: 1, monotonicMs: 1, bootId: 'boot' };
const RESTARTS = { attempts: [MOMENT], level: 1, wait: { since: MOMENT, durationMs: 5 }, givenUpRung: 0 };
const BRAKES = {
  rebasedAt: MOMENT,
  incident: { since: MOMENT, tried: ['web'] },
  falls: [{ key: 'web', at: MOMENT }],
};
const FENCE = { left: [{ pid: 2, startTicks: 1 }], rung: 1, wait: { since: MOMENT, durationMs: 5 } };
const HOLDER = { pid: 2, startTicks: 1, bootId: 'boot', pidNamespace: 1, sinceMs: 1, dueMs: 1 };
const ALERT = {
  version: 1,
  id: 'a',
  phase: 'opened',
  topic: 'down',
  level: 'warning',
  at: '2026-02-05T06:17:29.601Z',
  host: 'alpha',
  title: 'web is down',
  body: 'dead',
  recovery: { reason: 'threshold_reached', steps: [{ action: 'kill' }] },
};
const CONFIG = {
  log_level: 'INFO',
  db_path: 'watchdog.db',
  cleanup_args: ['--force'],
  restart_policy: { max_restarts: 5 },
  processes: {
    web: { heartbeat_path: 'web.json', commands: { start: 'run', clear: ['a', 'b'] }, depends_on: ['db'] },
    db: { heartbeat_path: 'db.json', startup_command: './db.sh' },
  },
};

/** Good documents of all kinds, to be bitten. */
export const TEXTS = [BEAT, CONFIG, RESTARTS, BRAKES, FENCE, HOLDER, ALERT].map((good) =>
  JSON.stringify(good, undefined, 1),
);

const CONFIG_FUNCTIONS = ['interpretConfig', 'parseConfigText', 'parseOrUndefined'];
const config = <T>(given: fc.Arbitrary<T>, textOf: (given: T) => string): Parser =>
  parser(CONFIG_FUNCTIONS, given, {
    parse: (it) => interpretConfig(textOf(it), '/etc/c.json'),
    refusesWith: 'ConfigError',
  });

/** Each by what it reads. */
export const PARSERS: Readonly<Record<string, Parser>> = {
  'the bytes of a heartbeat': parser('parseJson', bytes(...TEXTS), { parse: parseJson }),
  'the document of a heartbeat': parser('readDocument', documents(BEAT), {
    parse: (document) => readDocument(document, 'web'),
  }),
  'a timestamp': parser('parseTimestamp', texts(BEAT.timestamp, '1770272249601'), { parse: parseTimestamp }),
  'the text of a config': config(texts(...TEXTS), (text) => text),
  ...Object.fromEntries(
    Object.entries(CONFIGS).map(([what, text]) => [
      `a config with too many ${what}`,
      { ...config(fc.constant(text), (it) => it), tries: 10 },
    ]),
  ),
  'the document of a config': config(documents(CONFIG), (document) => JSON.stringify(document)),
  'the entry of a service': config(documents(CONFIG.processes.web), (web) =>
    JSON.stringify({ processes: { web } }),
  ),
  'the stat file of a process': parser('parseProcStat', texts(STAT), {
    parse: (text) => [parseProcStat(text, 0), isWithoutEnvironment(text)],
  }),
  'the status file of a process': parser('parseUid', texts(STATUS), { parse: parseUid }),
  'the environment of a process': parser('parseEnviron', texts(ENVIRON), { parse: parseEnviron }),
  'the auxiliary vector of a process': parser('givenByIn', bytes(ENVIRON), { parse: givenByIn }),
  'the session of a process': parser('parseAutogroup', texts('/autogroup-123 nice 0\n'), {
    parse: parseAutogroup,
  }),
  'the cgroup of a process': parser('parseCgroup', texts(CGROUP), { parse: parseCgroup }),
  'the list of what is mounted': parser('parseMountinfo', texts(MOUNTS, MOUNTS.repeat(800)), {
    parse: parseMountinfo,
  }),
  'the list of locks': parser('parseLocks', texts(LOCKS, LOCKS.repeat(600)), {
    parse: (text) => parseLocks(text, 131_081),
  }),
  'the flags of a descriptor': parser('parseFlags', texts('pos:\t0\nflags:\t02100002\nmnt_id:\t9\n'), {
    parse: parseFlags,
  }),
  'a listing of processes': parser('parsePs', texts(PS), { parse: (text) => parsePs(text, text) }),
  'the line of a user': parser('parseAccount', texts(ACCOUNT, ACCOUNT.repeat(9)), { parse: parseAccount }),
  'the first line of a script': parser('parseShebang', texts('#!/usr/bin/env -S node --x\r'), {
    parse: parseShebang,
  }),
  'what is stored of restarts': parser('readRestarts', texts(...TEXTS), {
    parse: (text) => readRestarts(text, () => undefined),
  }),
  'what is stored of the terms of a wish': parser('readTerms', texts(...TEXTS), {
    parse: (text) => readTerms(text, () => undefined),
  }),
  'why something is asked': parser('readWording', texts('deploy', 'a core dump is written'), {
    parse: (reason) => readWording({ reason }),
    refusesWith: 'UsageError',
  }),
  'what is stored of the checks': parser('readMemories', texts(...TEXTS), {
    parse: (text) => readMemories(text, () => undefined),
  }),
  'what is stored of how a step is done': parser('readManner', texts(...TEXTS), { parse: readManner }),
  'the numbers of a process in other namespaces': parser(
    'parseInsider',
    texts('Uid:\t0\t0\t0\t0\nNSpid:\t4711\t12\n'),
    { parse: parseInsider },
  ),
  'the sockets that listen': parser(
    'parseListeners',
    texts('0: 0100007F:1F90 00000000:0000 0A 0 0 0 0 0 4711'),
    {
      parse: (text) => parseListeners(text, 8080),
    },
  ),
  'the command lines of ps': parser('parseCommands', texts(PS), { parse: (text) => parseCommands(text, PS) }),
  'a pattern of a config': parser('readPattern', texts('(a|b)*c{2,3}'), { parse: readPattern }),
  'what is stored of the brakes': parser('readBrakes', texts(...TEXTS), { parse: readBrakes }),
  'what is stored of an alert': parser('readStoredAlert', texts(...TEXTS), { parse: readStoredAlert }),
  'what is remembered of a trouble of our own': parser(
    'parseMark',
    texts('{"sinceMs":1,"toldAtMs":{"ops":1}}', ...TEXTS),
    { parse: parseMark },
  ),
  'what is stored of dependents': parser('readNames', texts('["web","db"]', ...TEXTS), { parse: readNames }),
  'what is stored of superseded instances': parser('readFence', texts(...TEXTS), { parse: readFence }),
  'the word of who holds the lease': parser('parseHolder', texts(...TEXTS), {
    parse: parseHolder,
    refusesWith: 'SyntaxError',
  }),
  'the words of a beat': parser(
    'readBeatArguments',
    fc.array(texts('beat', 'web', '--progress', '-1', '--pid=4711', '--status', 'ill')),
    {
      parse: (argv: readonly string[]) => beatWords(readBeatArguments(['beat', ...argv]) ?? {}),
      refusesWith: 'UsageError',
    },
  ),
  'the words of a run': parser(
    'readRunArguments',
    fc.array(texts('web', '--every', '600h', '5s', '--progress-from', 'output', '--')),
    {
      parse: (argv: readonly string[]) => runPace(readRunArguments(['run', ...argv]) ?? {}, 30),
      refusesWith: 'UsageError',
    },
  ),
  'a timeout in the environment': parser('readTimeout', texts('60', '2.5'), { parse: readTimeout }),
  'the last beat': parser('parseLastBeat', texts(JSON.stringify(BEAT), 'null', '[]'), {
    parse: parseLastBeat,
  }),
  'a length of time': parser('readDuration', texts('1h30m', '500ms', '2.5'), {
    parse: readDuration,
    refusesWith: 'UsageError',
  }),
  'a number of lines': parser('readCount', texts('20', '0', '-1', '1e3'), {
    parse: (text) => readCount(text, 20),
    refusesWith: 'UsageError',
  }),
  'what a verb has printed': parser(
    'parseEnded',
    texts(
      '{"answers":[{"key":"web","ok":true,"message":"done"}]}',
      '{"error":{"message":"no"}}',
      '{"answers":[null]}',
    ),
    { parse: (stdout: string) => parseEnded({ exitCode: 0, stdout, stderr: '' }) },
  ),
  'the late beats of a tick': parser('readLateBeat', texts('{"web":1.5}', '{"web":"x"}', '[null]', 'null'), {
    parse: (late: string) => readLateBeat(late, 'web'),
  }),
  'a timeline': parser('readTimeline', documents(TIMELINE), {
    parse: (document: unknown) =>
      readTimeline(JSON.stringify(document), '/timeline.json', (path) => interpretConfig('{}', path)),
    refusesWith: 'ConfigError',
  }),
  'an instant': parser('readInstant', texts('10:00', '2026-11-20T10:00Z', '90m'), {
    parse: (text: string) => readInstant(text, 0),
    refusesWith: 'UsageError',
  }),
  'the command line of a tick': parser(
    'readTickArguments',
    fc.array(texts('check', '--config', '--json', '--every', '5s'), { maxLength: 4 }),
    { parse: readTickArguments },
  ),
};
