// What becomes of an invocation whose lock is taken away beneath it: somebody has removed its files.

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const CLEANING = 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done';

describe('L1 a holder whose lock is taken away begins nothing more: the next one does, and nothing is doubled', () => {
  test.each([
    ['its guard', (name: string) => name.endsWith('-guard')],
    ['every file beside its database', () => true],
  ])('when %s is removed', async (_, isLost) => {
    const scene = scenario({ consecutive_failures_threshold: 1 })
      .service('slow', { commands: { start: toyCommand('beat'), clear_db: CLEANING } })
      .open();
    const first = scene.begin(['check']);
    await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
    for (const name of readdirSync(scene.path('state')).filter(isLost))
      rmSync(scene.path('state', name), { recursive: true });
    writeFileSync(scene.path('cleaned'), '');
    const { stderr } = await first.ended;
    expect(stderr).toContain('-guard was removed or replaced');
    expect(scene.living('slow')).toEqual([]);
    await scene.check();
    await scene.healthy('slow');
    expect(scene.living('slow')).toHaveLength(1);
  });
});
