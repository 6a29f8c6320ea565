// Text that would act if anybody let it, on a terminal or in the log. It is text, and shown as such.

import { acting } from '../support/acting-text.ts';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

/** Acts on a terminal, in one byte and in two, hides, runs backwards, or ends a line. */
const NASTY = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200b\u2028\r';
const FORGED = '2026-01-01T00:00:00.000Z INFO    web: up: healthy';
/** Runs the program at a terminal. */
async function atTerminal(scene: Scene, words: readonly string[]): Promise<Result> {
  const command = [process.execPath, 'dist/watchdog.cjs', '-c', scene.configPath, ...words]
    .map((word) => `'${word}'`)
    .join(' ');
  return scene.begin([], {
    wrapper: ['env', 'NO_COLOR=1', 'script', '-qec', command, '/dev/null'],
    cwd: process.cwd(),
  }).ended;
}

const LOUD = ['sh', '-c', `printf '%s\\n' "$0" "$1" >&2; exit 1`, NASTY, FORGED];

function open(settings = {}): Scene {
  const scene = scenario({ consecutive_failures_threshold: 1, log_level: 'DEBUG', ...settings })
    .service('web', {
      display_name: 'Web \u202eshop\u2066',
      heartbeat_path: `beats${NASTY}\n${FORGED}/web.json`,
      commands: { start: LOUD, clear_db: LOUD },
      env: { NASTY },
    })
    .service('status', { commands: { start: ['sleep', '100'] } })
    .service('titled', { commands: { start: [...toyCommand('beat'), `\u001b[2J\n${FORGED}`] } })
    .open();
  return scene;
}

const WORDS = [
  ['check', '--dry-run'],
  ['check'],
  ['check'],
  ['status'],
  ['status', 'web'],
  ['status', 'status'],
  ['status', 'titled'],
  ['validate'],
  ['restart', 'web'],
  ['on', 'web', '--wait'],
  ['off', 'web'],
  ['orphans'],
  ['on', NASTY],
  [`--${NASTY}`],
  [NASTY],
];

test.each(['text', 'json'])(
  'nothing that is printed or logged as %s acts on a terminal, whoever wrote it',
  async (log_format) => {
    const scene = open({ log_format });
    scene.heartbeat('status', { pid: scene.stranger().pid, status: NASTY });
    for (const words of WORDS) {
      const { stdout, stderr } = await scene.watchdog(...words, ...(log_format === 'json' ? ['--json'] : []));
      expect({ words, acting: acting(stdout + stderr) }).toEqual({ words, acting: [] });
    }
    const log = scene.log();
    expect(acting(log.join('\n'))).toEqual([]);
    expect(log.filter((line) => line.startsWith(FORGED.slice(0, 24)))).toEqual([]);
    expect(log.join('\n')).toContain('\\u001b');
    if (log_format === 'json') for (const line of log) JSON.parse(line);
  },
);

test('no text of others begins a line of what status says', async () => {
  const scene = open();
  await scene.check();
  for (const words of [['status'], ['status', 'web'], ['status', 'titled'], ['check', '--dry-run']]) {
    const { stdout } = await scene.watchdog(...words);
    expect(stdout.split('\n').filter((line) => line.startsWith('2026-01-01'))).toEqual([]);
  }
});

test('what a process calls itself is shown as text', async () => {
  const scene = open();
  await scene.check();
  await scene.healthy('titled');
  const { stdout } = await atTerminal(scene, ['status', 'titled']);
  expect(acting(stdout.replaceAll('\r', ''))).toEqual([]);
});
