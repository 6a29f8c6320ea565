// The menu of a scene on a real terminal.

import { WATCHDOG } from './invocation.ts';
import type { Scene } from './scenario.ts';
import { openTmuxScreen, type TmuxScreen } from './tmux-screen.ts';

/** Opens the menu, from a shell that tells the exit code when it is left. */
export async function openMenu(
  { configPath }: Pick<Scene, 'configPath'>,
  env: Readonly<Record<string, string>> = {},
): Promise<TmuxScreen> {
  const screen = openTmuxScreen({ ...env, MENU: `${process.execPath} ${WATCHDOG} -c ${configPath} menu` });
  await screen.shows(/^ready>/);
  screen.enter('$MENU; echo left with $?');
  await screen.shows(/^> \S+/m);
  return screen;
}
