// The last recovery before its service is given up is interrupted at any of its system calls: what was tried before stays known,
// so that it is not recovered once more than that.

import { readFileSync } from 'node:fs';
import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import type { Stage } from '../../support/crash-points/stage.ts';

const MOST_STARTS = 2;
const CHECKS_AFTER = 3;

async function check(stage: Stage, times: number): Promise<readonly string[]> {
  for (let made = 0; made < times; made += 1) await stage.check();
  return [];
}

function startsOf(stage: Stage): number {
  return readFileSync(stage.path('starts'), 'utf8').length;
}

enumeratePoints({
  name: 'give-up',
  title: 'I3 R2 N3 a tick that starts for the last time what crashes',
  service: {
    commands: { start: 'printf x >> starts; exit 1' },
    restart_policy: { backoff_seconds: 0, max_restarts: MOST_STARTS, window_seconds: 86_400 },
  },
  // Not once for all stages: with its folder the command changes, and what was tried of another one does not count.
  set: (stage) => check(stage, MOST_STARTS - 1),
  words: ['check'],
  goOn: (stage) => check(stage, CHECKS_AFTER),
  size: 0,
  end: (stage) => {
    const starts = startsOf(stage);
    const isGivenUp = stage.rows("SELECT id FROM events WHERE kind = 'given_up'").length > 0;
    return [
      ...(starts <= MOST_STARTS ? [] : [`it was started ${starts} times; at most ${MOST_STARTS}`]),
      ...(isGivenUp ? [] : [`it was not given up after ${starts} starts`]),
    ];
  },
});
