// An `off` is interrupted at any of its system calls: what is on record of it the next check goes through with, else it is
// asked for again; an exit code of 0 is the truth.

import type { Aftermath } from '../../support/crash-points/act.ts';
import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { startOnRecord } from '../../support/crash-points/incumbent.ts';
import type { Stage } from '../../support/crash-points/stage.ts';

function livesOn(stage: Stage, since: string): readonly string[] {
  return stage.living('web').map(({ pid }) => `pid ${pid} lives after ${since}`);
}

/** The next check serves what was asked for, when that is on record; and brings nothing back of which it was said that it is off. */
async function goThrough(stage: Stage, { hit, rows }: Aftermath): Promise<readonly string[]> {
  await stage.check();
  const isAsked = rows?.requests.some(({ kind, status }) => kind === 'off' && status !== 'failed');
  return isAsked || hit.exitCode === 0 ? livesOn(stage, 'the check that came after the off') : [];
}

enumeratePoints({
  name: 'switch-off',
  title: 'I10 N3 an off',
  service: { program: 'beat' },
  set: startOnRecord,
  words: ['off', 'web'],
  hit: (stage, { hit }) => (hit.exitCode === 0 ? livesOn(stage, 'exit code 0') : []),
  goOn: async (stage, aftermath) => {
    const broken = await goThrough(stage, aftermath);
    const { exitCode, stderr } = await stage.watchdog('off', 'web');
    const failed = exitCode === 0 ? [] : [`it cannot be switched off: exit ${exitCode}: ${stderr}`];
    await stage.check();
    return [...broken, ...failed];
  },
  size: 0,
});
