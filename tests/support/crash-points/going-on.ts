// What comes after a fault: cron's next checks, on a machine that is well again.

import { readFileSync } from 'node:fs';
import { eventually } from '../eventually.ts';
import type { Act } from './act.ts';
import type { Stage } from './stage.ts';

/** Checks until the service is up, at most so many times. */
export function upWithin(checks: number): Act['goOn'] {
  return async (stage) => {
    const told: string[] = [];
    for (let made = 0; made < checks; made += 1) {
      const { exitCode, stderr } = await stage.check();
      if (exitCode === 0 && stage.living('web').length > 0) return beats(stage);
      told.push(`exit ${exitCode}: ${stderr}`);
    }
    return [`it is not up after ${checks} checks: ${told.join(' | ')}`];
  };
}

/** What lives must also beat, which a new program needs some time for. */
async function beats(stage: Stage): Promise<readonly string[]> {
  try {
    await eventually('it beats', () => stage.living('web').some(({ pid }) => pid === beatingPid(stage)));
    return [];
  } catch {
    return ['it lives and does not beat'];
  }
}

function beatingPid(stage: Stage): number | undefined {
  try {
    return JSON.parse(readFileSync(stage.path('heartbeats', 'web.json'), 'utf8')).pid;
  } catch {
    return undefined;
  }
}
