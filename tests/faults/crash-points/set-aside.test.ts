// A check that finds the database damaged is interrupted at any of its system calls: what was damaged is kept, and a service
// that runs is neither ended nor doubled.

import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { start } from '../../support/crash-points/incumbent.ts';
import type { Stage } from '../../support/crash-points/stage.ts';

const DAMAGE = 'this is no header of a database';

function damage(stage: Stage): void {
  const file = openSync(stage.path('state', 'watchdog.db'), 'r+');
  writeSync(file, DAMAGE);
  closeSync(file);
}

function isKept(stage: Stage): boolean {
  return readdirSync(stage.path('state'))
    .filter((name) => name.endsWith('.corrupt'))
    .some((name) => readFileSync(stage.path('state', name), 'latin1').startsWith(DAMAGE));
}

enumeratePoints({
  name: 'set-aside',
  title: 'S1 N3 a check that sets a damaged database aside',
  service: { program: 'beat' },
  lay: (stage) => stage.check(),
  set: async (stage) => {
    damage(stage);
    await start(stage, 'beat');
    stage.spared.push(...stage.incumbents);
  },
  words: ['check'],
  goOn: upWithin(6),
  size: 1,
  end: (stage) => (isKept(stage) ? [] : ['what was damaged is not kept']),
});
