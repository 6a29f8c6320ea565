// Every parser of something that others write: whatever it is given, it answers or refuses in its own words, and soon.

import fc from 'fast-check';
import { readDuration } from '../../src/cli/duration.ts';
import { readTickArguments } from '../../src/cli/tick-arguments.ts';
import { interpretConfig } from '../../src/config/load.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { show } from '../../src/core/show.ts';
import { parseTimestamp } from '../../src/core/timestamp.ts';
import { ConfigError, UsageError } from '../../src/errors.ts';
import { parseJson } from '../../src/host/heartbeat-text.ts';
import { parseEnviron } from '../../src/host/proc-marks.ts';
import { parseProcStat } from '../../src/host/proc-stat.ts';
import { parsePs } from '../../src/host/ps-format.ts';
import { visibleTail } from '../../src/host/visible-text.ts';
import { readRestarts } from '../../src/store/restarts.ts';
import { bytes, documents, texts } from './nasty.ts';

const BEAT = {
  process_key: 'web',
  pid: 1234,
  timestamp: '2026-02-05T06:17:29.601049+00:00',
  status: 'running',
  iteration: 42,
  progress: 1.5,
  instance: 'cookie',
  started_at: '2026-02-05T06:00:00Z',
};
const STAT = `1234 (a) b) S 1 1234 1234 0 -1 4194304 ${Array.from({ length: 44 }, (_, index) => index).join(' ')}`;
const PS = '  1234     1  1234   501 Ss   Thu Feb  5 06:17:29 2026     /bin/sh -c beat WATCHDOG_KEY=web';
const ENVIRON = 'PATH=/bin\0WATCHDOG_KEY=web\0WATCHDOG_INSTANCE=cookie\0';
const MOMENT = { wallMs: 1, bootMs: 1, monotonicMs: 1, bootId: 'boot' };
const RESTARTS = { attempts: [MOMENT], level: 1, wait: { since: MOMENT, durationMs: 5 }, givenUpRung: 0 };
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
const TEXTS = [BEAT, CONFIG, RESTARTS].map((good) => JSON.stringify(good, undefined, 1));

const LONGEST_MS = 50;
// The operator's own file: each of nine thousand mistakes in it is found.
const LONGEST_FOR_CONFIG_MS = 250;
const TRIES = 3;

/** What a parser may be given, and what it does with it; what it throws must be an error of ours, or nothing. */
interface Parser {
  readonly given: fc.Arbitrary<unknown>;
  parse(given: never): unknown;
  readonly mayRefuse: boolean;
  readonly longestMs: number;
}

interface Manner {
  readonly mayRefuse?: boolean;
  readonly longestMs?: number;
}

const parser = <T>(
  given: fc.Arbitrary<T>,
  parse: (given: T) => unknown,
  { mayRefuse = false, longestMs = LONGEST_MS }: Manner = {},
): Parser => ({ given, parse, mayRefuse, longestMs });
const OF_OPERATOR: Manner = { mayRefuse: true, longestMs: LONGEST_FOR_CONFIG_MS };

const PARSERS: Record<string, Parser> = {
  'the bytes of a heartbeat': parser(bytes(...TEXTS), parseJson),
  'the document of a heartbeat': parser(documents(BEAT), (document) => readDocument(document, 'web')),
  'a timestamp': parser(texts(BEAT.timestamp, '1770272249601'), parseTimestamp),
  'the text of a config': parser(
    texts(...TEXTS),
    (text) => interpretConfig(text, '/etc/c.json'),
    OF_OPERATOR,
  ),
  'the document of a config': parser(
    documents(CONFIG),
    (document) => interpretConfig(JSON.stringify(document), '/etc/c.json'),
    OF_OPERATOR,
  ),
  'the entry of a service': parser(
    documents(CONFIG.processes.web),
    (web) => interpretConfig(JSON.stringify({ processes: { web } }), '/etc/c.json'),
    OF_OPERATOR,
  ),
  'the state of a process': parser(texts(STAT), (text) => parseProcStat(text, 0)),
  'the environment of a process': parser(texts(ENVIRON), parseEnviron),
  'a listing of processes': parser(texts(PS), (text) => parsePs(text, text)),
  'what is stored of restarts': parser(texts(...TEXTS), (text) => readRestarts(text, () => undefined)),
  'a length of time': parser(texts('1h30m', '500ms', '2.5'), readDuration, { mayRefuse: true }),
  'the command line of a tick': parser(
    fc.array(texts('check', '--config', '--json', '--every', '5s'), { maxLength: 4 }),
    readTickArguments,
  ),
};

describe.each(Object.entries(PARSERS))('%s', (_, { given, parse, mayRefuse, longestMs }) => {
  test('is answered or refused, whatever it is', () => {
    fc.assert(
      fc.property(given, (input) => {
        try {
          parse(input as never);
        } catch (error) {
          if (!mayRefuse || !(error instanceof ConfigError || error instanceof UsageError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test(`is never thought about for longer than ${longestMs} ms`, () => {
    fc.assert(
      fc.property(given, (input) => {
        expect(cpuMs(() => parse(input as never), longestMs)).toBeLessThan(longestMs);
      }),
      { numRuns: 300 },
    );
  });
});

test.each<[string, (text: string) => string]>([
  ['a text of somebody else', show],
  ['the tail of an output', (text) => visibleTail(Buffer.from(text))],
])('%s does nothing to a terminal', (_, makeHarmless) => {
  fc.assert(
    fc.property(texts('\u001b]0;title\u0007', '\u009b2J', '\u202eevil', ...TEXTS), (text) => {
      expect(makeHarmless(text)).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
    }),
    { numRuns: 2000 },
  );
});

/** Of this process, whatever else the machine does; the least of a few tries, for the collector of garbage comes when it likes. */
function cpuMs(work: () => unknown, enoughMs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least >= enoughMs; tries += 1) {
    const before = process.cpuUsage();
    try {
      work();
    } catch {
      // How it answers is the other test's matter.
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
