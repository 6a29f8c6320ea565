// A tick that ends a hung service is interrupted at any of its system calls: the service is deaf to TERM, has a child that
// is deaf, too, in a session of its own, and one that asked to be left alone.

import { readFileSync } from 'node:fs';
import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { startOnRecord } from '../../support/crash-points/incumbent.ts';
import type { Stage } from '../../support/crash-points/stage.ts';
import { actorAt } from '../../support/scene-processes.ts';

function family(stage: Stage): { leader: number; left_alone: number } {
  return JSON.parse(readFileSync(stage.path('family.json'), 'utf8'));
}

enumeratePoints({
  name: 'kill-tree',
  title: 'K1 K3 N3 a tick that ends a hung tree',
  service: { program: 'hang-with-family' },
  set: async (stage) => {
    await startOnRecord(stage);
    const { leader, left_alone } = family(stage);
    stage.spared.push(...[actorAt(left_alone) ?? []].flat());
    stage.heartbeat('web', { age: 100, pid: leader });
  },
  words: ['check'],
  goOn: upWithin(3),
  size: 3,
  end: (stage) => {
    const old = new Set(stage.incumbents.map(({ pid }) => pid));
    return stage
      .living('web')
      .flatMap(({ pid }) => (old.has(pid) ? [`pid ${pid} of the old tree lives`] : []));
  },
});
