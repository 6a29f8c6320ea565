// The menu's bundle as others load it: ready when its layout engine is.
import { showMenu as show } from '../../src/cli/menu/show-menu.tsx';
import { isReady } from './yoga-layout.mjs';

export async function showMenu(...given) {
  await isReady;
  return show(...given);
}
