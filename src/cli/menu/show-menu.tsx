// The entry of the menu's own bundle: takes the terminal over, draws, and gives it back.

import { render } from 'ink';
import type { Menu } from '../../commands/menu/open-menu.ts';
import { enterFullScreen } from './full-screen.ts';
import { type Model, opened, type Size } from './model.ts';
import { Screen } from './screen.tsx';
import { beginSession } from './session.ts';
import { tinted } from './tint.ts';

/** Shows the menu until its user leaves; answers what is then still under way. */
export async function showMenu(menu: Menu, isColourful: boolean): Promise<readonly string[]> {
  const first = opened(await menu.look(), sizeOf(process.stdout), Date.now());
  const tint = tinted(isColourful);
  const leaveFullScreen = enterFullScreen();
  const screenOf = (model: Model) => (
    <Screen model={model} tint={tint} onKey={(key) => session.take({ kind: 'key', key })} />
  );
  const instance = render(screenOf(first), { exitOnCtrlC: false, patchConsole: false });
  const session = beginSession(menu, first, (model) => instance.rerender(screenOf(model)));
  const onResize = () => session.take({ kind: 'resized', size: sizeOf(process.stdout) });
  process.stdout.on('resize', onResize);
  try {
    return await Promise.race([session.left, instance.waitUntilExit().then(() => [])]);
  } finally {
    session.leave();
    process.stdout.off('resize', onResize);
    instance.unmount();
    leaveFullScreen();
  }
}

/** As of old terminals, where this one does not say. */
function sizeOf({ columns, rows }: Pick<NodeJS.WriteStream, 'columns' | 'rows'>): Size {
  return { columns: columns || 80, rows: rows || 24 };
}
