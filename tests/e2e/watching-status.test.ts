// `status --watch` and `status --nagios`: the status again and again, and as a monitoring plugin tells it.

import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const [PYTHON = ''] = toyCommand('beat');
const SPAWN = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
const TERMINAL = [PYTHON, '-c', SPAWN, 'sh', '-c', 'stty cols 80 rows 24; exec "$@"', 'sh'];
const ESCAPE = '\\u001b\\[';
const UP_AND_CLEAR = new RegExp(`\\r${ESCAPE}(\\d+)A${ESCAPE}J`, 'g');

function printed({ child }: Invocation): { text: string } {
  const seen = { text: '' };
  child.stdout?.on('data', (text) => {
    seen.text += text;
  });
  return seen;
}

async function sceneWithWeb(): Promise<Scene> {
  const scene = scenario().service('web').service('idle', { program: 'beat', enabled: false }).open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  return scene;
}

test('in a pipe a line is told for each service at first, then only of what changes, until Ctrl-C', async () => {
  const scene = await sceneWithWeb();
  const watching = scene.begin(['status', '--watch', '--every', '100ms']);
  const seen = printed(watching);
  await eventually('both are told', () => seen.text.trim().split('\n').length === 2);
  await scene.killInstance('web');
  await eventually('the death is told', () => /^\S+\tweb\tfailed\tstale_pid\t.*\n$/m.test(seen.text));
  watching.child.kill('SIGINT');
  const { exitCode, stdout, stderr } = await watching.ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(1, 3).join(' ')),
  ).toEqual(['web running', 'idle disabled', 'web failed']);
});

test('for programs each look is a document', async () => {
  const scene = await sceneWithWeb();
  const watching = scene.begin(['status', 'web', '--watch', '--every', '100ms', '--json']);
  const seen = printed(watching);
  const lines = await eventually('three looks', () => {
    const whole = seen.text.split('\n').slice(0, -1);
    return whole.length >= 3 && whole;
  });
  for (const line of lines) expect(JSON.parse(line).services).toMatchObject([{ key: 'web' }]);
  watching.child.kill('SIGTERM');
  expect((await watching.ended).exitCode).toBe(143);
});

test('on a terminal each picture takes the place of the former one, and Ctrl-C leaves the last one there', async () => {
  const scene = await sceneWithWeb();
  const watching = scene.begin(['status', '--watch', '--every', '200ms'], {
    wrapper: TERMINAL,
    env: { TERM: 'xterm', NO_COLOR: '1' },
  });
  const seen = printed(watching);
  await eventually('it was drawn anew', () => [...seen.text.matchAll(UP_AND_CLEAR)].length >= 2);
  const [first = '', ...pictures] = seen.text.split(UP_AND_CLEAR).filter((part) => !/^\d+$/.test(part));
  const heights = [...seen.text.matchAll(UP_AND_CLEAR)].map(([, height]) => Number(height));
  for (const picture of [first, ...pictures.slice(0, -1)]) {
    expect(picture).toMatch(/^\S+ \S+, every 0\.2 s; Ctrl-C ends this\r\nSERVICE +STATE/);
    expect(picture.split('\r\n').length - 1).toBe(heights[0]);
  }
  watching.child.kill('SIGKILL');
  await watching.ended;
});

test('a monitoring system gets one line with measures, and its own exit codes', async () => {
  const scene = await sceneWithWeb();
  const ask = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await scene.watchdog('status', ...words, '--nagios');
    expect({ stderr, lines: stdout.split('\n').length }).toEqual({ stderr: '', lines: 2 });
    return [exitCode, stdout] as const;
  };
  expect(await ask()).toEqual([
    0,
    expect.stringMatching(/^WATCHDOG OK - .* \| running=1;;;0;1 .*last_check=\d+s/),
  ]);
  expect(await ask('web')).toEqual([0, expect.stringMatching(/^WATCHDOG OK - web running \| uptime=/)]);
  await scene.killInstance('web');
  expect(await ask()).toEqual([1, expect.stringMatching(/^WATCHDOG WARNING - web failed: stale_pid: /)]);
  expect(await ask('wbe')).toEqual([3, expect.stringMatching(/^WATCHDOG UNKNOWN - .*"wbe"/)]);
  scene.edit({ log_levle: 'INFO' });
  // No former config is known: that one is only remembered two seconds after it was written.
  expect(await ask()).toEqual([
    expect.any(Number),
    expect.stringMatching(/^WATCHDOG (UNKNOWN|WARNING) - .*log_levle/),
  ]);
});

test.each(['status --watch --nagios', 'status --every 2s', 'status --watch --every soon'])(
  '%s: exit 2',
  async (words) => {
    const { exitCode } = await scenario()
      .service('web')
      .open()
      .watchdog(...words.split(' '));
    expect(exitCode).toBe(2);
  },
);
