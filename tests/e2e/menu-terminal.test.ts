// The menu and its terminal: whatever its size, no colours where none are wanted, and the terminal given back as it was however it ends.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { openMenu } from '../support/menu-screen.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';
import { type TmuxScreen, whyNoTmux } from '../support/tmux-screen.ts';

const menuTest = testUnless(whyNoTmux);
const sceneOf = (count: number): Scene => {
  const named = Array.from({ length: count }, (_, index) => `service-with-a-long-name-${index + 1}`);
  return named.reduce((scene, key) => scene.service(key), scenario()).open();
};

/** The process of the menu in a scene. */
function menuPid({ configPath }: Scene): number {
  const isMenu = (pid: string) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes('menu') && words.includes(configPath);
    } catch {
      return false;
    }
  };
  return Number(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .find(isMenu),
  );
}

/** The shell is there again with what was on it before, and its terminal echoes lines as before. */
async function expectGivenBack(screen: TmuxScreen, exitCode: number): Promise<void> {
  await screen.shows(new RegExp(`^ready> .MENU; echo[^]*left with ${exitCode}\nready>`));
  screen.enter('stty -a | tr " ;" "\\n\\n" | grep -x -e icanon -e echo | sort | tr "\\n" "."');
  await screen.shows(/^echo\.icanon\.ready>/m);
}

menuTest.each([
  ['q', (screen: TmuxScreen) => screen.press('q'), 0],
  ['ctrl-c', (screen: TmuxScreen) => screen.press('C-c'), 0],
  ['SIGTERM', (_: TmuxScreen, scene: Scene) => process.kill(menuPid(scene), 'SIGTERM'), 143],
  ['a bug of ours', (_: TmuxScreen, scene: Scene) => breakOff(menuPid(scene)), 70],
])('after %s the terminal is as it was', async (_, end, exitCode) => {
  const scene = sceneOf(2);
  const screen = await openMenu(scene, { NODE_OPTIONS: `--import=${CRASHING}` });
  end(screen, scene);
  await expectGivenBack(screen, exitCode);
});

/** Has a signal that nobody heeds throw where nobody catches. */
const CRASHING = `data:text/javascript,process.on('SIGUSR2',()=>{throw%20new%20Error('oh')})`;

function breakOff(pid: number): void {
  execFileSync('kill', ['-USR2', String(pid)]);
}

menuTest('forty services fit any terminal, also when its size changes', async () => {
  const scene = sceneOf(40);
  const screen = await openMenu(scene);
  for (const [columns, rows] of [
    [80, 24],
    [60, 12],
    [140, 45],
    [40, 8],
    [80, 24],
  ] as const) {
    screen.resize(columns, rows);
    screen.press('End');
    await screen.shows(/^ {2}SERVICE.* 40 of 40\n[\s\S]*^> serv\S*-40 /m);
    await screen.shows(/^> ser[\s\S]*\ns start/m);
    const lines = screen.lines();
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines[0]).toMatch(/40 failed/);
    expect(lines.filter((line) => line.startsWith('> '))).toHaveLength(1);
    screen.press('Home');
    await screen.shows(/^> serv\S*-1 /m);
  }
});

menuTest('letters of any width are shown, and typed into the filter', async () => {
  const scene = scenario()
    .service('web', { display_name: '数据é', commands: { start: 'sleep 1000' } })
    .service('worker')
    .open();
  const screen = await openMenu(scene);
  screen.press('/', '数据');
  await screen.shows(/^\/数据_$/m);
  expect(screen.lines().join('\n')).not.toMatch(/worker/);
  screen.press('Enter', 'Enter');
  await screen.shows(/^service +web \(数据é\)$/m);
});

menuTest('colours are shown, and with NO_COLOR none are', async () => {
  const scene = sceneOf(2);
  const colour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*3[1-6]`);
  const isColoured = (screen: TmuxScreen) => colour.test(screen.lines('coloured').join(''));
  expect(isColoured(await openMenu(scene))).toBe(true);
  expect(isColoured(await openMenu(scene, { NO_COLOR: '1' }))).toBe(false);
});

test('where there is no terminal it says so, exit 2', async () => {
  const { exitCode, stdout, stderr } = await sceneOf(1).watchdog('menu');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^menu: found a stdout that is no terminal; expected a terminal\.\n.*--json.*\n$/);
});
