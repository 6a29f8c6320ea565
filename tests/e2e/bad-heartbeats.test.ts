// Every way in which a heartbeat file can be bad: it is that service's verdict alone, and no stranger gets a signal.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { type Scene, scenario } from '../support/scenario.ts';

const BIND = 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])';

type Damage = (path: string, scene: Scene) => void;

const content =
  (text: string | Buffer): Damage =>
  (path) =>
    writeFileSync(path, text);
const beatOf =
  (fields: Record<string, unknown>): Damage =>
  (_, scene) =>
    scene.heartbeat('bad', fields);

/** A heartbeat that is right but for what a test writes in the place of its pid. */
const pidOf = (pid: string): Damage =>
  content(`{"process_key":"bad","pid":${pid},"timestamp":"2026-01-01T00:00:00Z","status":"running"}`);
/** The same with what stands in the place of its time, naming a process that lives. */
const timeOf =
  (timestamp: string): Damage =>
  (path, scene) =>
    writeFileSync(
      path,
      `{"process_key":"bad","pid":${scene.stranger().pid},"timestamp":${timestamp},"status":"running"}`,
    );
const GOOD = () =>
  `{"process_key":"bad","pid":4194000,"timestamp":"${new Date().toISOString()}","status":"running"}`;

const BAD: readonly [string, Damage, string][] = [
  ['H1 half of a document', content('{"process_key": "bad", "pid": 12'), 'invalid_heartbeat'],
  ['H2 an empty file', content(''), 'invalid_heartbeat'],
  ['H3 no text', content(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 'invalid_heartbeat'],
  [
    'H4 a gigabyte',
    (path) => {
      writeFileSync(path, '{');
      truncateSync(path, 1_000_000_000);
    },
    'invalid_heartbeat',
  ],
  [
    'H5 a file that grows and grows',
    (path, scene) => {
      writeFileSync(path, '{');
      scene.stranger(['sh', '-c', 'while :; do printf "%5000s" >>"$0"; done', path]);
    },
    'invalid_heartbeat',
  ],
  ['H5 H7 a link to what never ends', (path) => symlinkSync('/dev/zero', path), 'unknown'],
  ['H6 a FIFO', (path) => execFileSync('mkfifo', [path]), 'unknown'],
  ['H7 a folder', (path) => mkdirSync(path), 'unknown'],
  ['H7 a link', (path) => symlinkSync('/etc/passwd', path), 'unknown'],
  ['H7 a link to itself', (path) => symlinkSync(path, path), 'unknown'],
  ['H7 a socket', (path) => execFileSync('python3', ['-c', BIND, path]), 'unknown'],
  ['null', content('null'), 'invalid_heartbeat'],
  ['an array', content('[1]'), 'invalid_heartbeat'],
  ['H11 a pid in quotes', pidOf('"12"'), 'invalid_heartbeat'],
  ['H11 a pid that is no whole number', pidOf('12.5'), 'invalid_heartbeat'],
  ['H11 a pid beyond all numbers', pidOf('1e400'), 'invalid_heartbeat'],
  ['H11 a pid of minus nought', pidOf('-0'), 'invalid_heartbeat'],
  ['H11 a pid that is a list', pidOf('[]'), 'invalid_heartbeat'],
  ['H11 a pid that is true', pidOf('true'), 'invalid_heartbeat'],
  ['H11 no pid', content(GOOD().replace(/"pid":\d+,/, '')), 'invalid_heartbeat'],
  ['H12 a pid of 0', pidOf('0'), 'invalid_heartbeat'],
  ['H12 the pid of init', pidOf('1'), 'invalid_heartbeat'],
  ['H12 a pid of -1', pidOf('-1'), 'invalid_heartbeat'],
  ['a pid that nobody has', beatOf({ pid: 4_194_000 }), 'stale_pid'],
  [
    'H13 a time in the future',
    (_, scene) => scene.heartbeat('bad', { pid: scene.stranger().pid, age: -3600 }),
    'unknown',
  ],
  [
    'H14 a time without a zone, which is UTC, and long past',
    beatOf({ pid: 4_194_000, timestamp: '2026-01-01T00:00:00' }),
    'stale_pid',
  ],
  ['H14 a date alone', timeOf('"2026-01-01"'), 'invalid_heartbeat'],
  ['H14 a day that never was', timeOf('"2026-02-30T00:00:00Z"'), 'invalid_heartbeat'],
  ['H14 a time in seconds', timeOf('1770000000'), 'invalid_heartbeat'],
  ['H14 a time in words', timeOf('"03/08/2026 (noon)"'), 'invalid_heartbeat'],
  ['H14 a time of "0"', timeOf('"0"'), 'invalid_heartbeat'],
  ['H18 nesting without end', content('['.repeat(60_000)), 'invalid_heartbeat'],
  [
    'H18 a prototype in the place of fields',
    (path) => writeFileSync(path, `{"__proto__":${GOOD()}}`),
    'invalid_heartbeat',
  ],
  [
    'H18 a pid told twice, of which the last counts',
    (path) => writeFileSync(path, GOOD().replace('{', '{"pid":1,')),
    'stale_pid',
  ],
  ['H18 a byte order mark', (path) => writeFileSync(path, `\ufeff${GOOD()}`), 'invalid_heartbeat'],
  ['H18 a NUL behind it', (path) => writeFileSync(path, `${GOOD()}\0`), 'invalid_heartbeat'],
  ['H18 garbage behind it', (path) => writeFileSync(path, `${GOOD()}{}`), 'invalid_heartbeat'],
  [
    'the heartbeat of another service that lives',
    beatOf({ process_key: 'good', pid: process.pid }),
    'unknown',
  ],
  [
    'the heartbeat of another service that is dead',
    beatOf({ process_key: 'good', pid: 4_194_000 }),
    'invalid_heartbeat',
  ],
];

const FIRST_VERDICTS =
  'SELECT process_key, health FROM (SELECT process_key, health, min(checked_at) FROM check_history GROUP BY process_key) ORDER BY process_key';

test.each(BAD)(
  '%s where a heartbeat should be is its own service’s verdict; the others are checked and recovered',
  async (title, damage, verdict) => {
    const scene = scenario({ consecutive_failures_threshold: 1 })
      .service('bad', { commands: { start: ['sleep', '100'] } })
      .service('good')
      .open();
    const path = scene.path('heartbeats', 'bad.json');
    damage(path, scene);
    const before = scene.everything().length;
    expect(await scene.check()).toMatchObject({ stderr: expect.not.stringContaining('bug') });

    expect(scene.rows(FIRST_VERDICTS)).toEqual([
      { process_key: 'bad', health: verdict },
      { process_key: 'good', health: 'no_heartbeat' },
    ]);
    // Of what nobody puts there by mistake somebody hears.
    if (/^H[67]/.test(title))
      expect(scene.rows("SELECT key, kind FROM events WHERE kind = 'concern'")).toEqual([
        { key: 'bad', kind: 'concern' },
      ]);
    expect(scene.living('good')).toHaveLength(1);
    // Where we could not look, nothing is started; where the service is certainly not there, one copy is.
    expect(scene.living('bad')).toHaveLength(verdict === 'unknown' ? 0 : 1);
    expect(scene.everything()).toHaveLength(
      before + scene.living('good').length + scene.living('bad').length,
    );
    rmSync(path, { recursive: true });
  },
);
