// Processes that are nobody's service, though forged heartbeats name them, and their command lines are those of silent services.
// Whoever signals one is found out.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterTest } from '../../support/after-test.ts';
import { looksOf, TOYS } from './services.ts';

/** A process that nobody may signal. */
export interface Bystander {
  readonly pid: number;
  /** What became of it; undefined while it is as it was. */
  harm(): string | undefined;
}

const NOBODY = 65_534;
const COUNT = 4;

/** Starts some: as root half of them as another user, all with the mark of a service that is not ours. */
export function gatherBystanders(): readonly Bystander[] {
  const silent = TOYS.filter(({ vice }) => vice === 'is silent').map(looksOf);
  return Array.from({ length: COUNT }, (_, index) => {
    const uid = process.getuid?.() === 0 && index % 2 === 0 ? { uid: NOBODY } : {};
    const looks = silent[index % silent.length] ?? [];
    // It ends with this run, whose end closes its input.
    const child = spawn('perl', ['-e', '<STDIN>', ...looks], {
      env: { PATH: process.env.PATH, WATCHDOG_KEY: 'bystander' },
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
      detached: true,
      ...uid,
    });
    afterTest(() => end(child));
    return { pid: child.pid ?? 0, harm: () => harmOf(child) };
  });
}

function harmOf({ pid, exitCode, signalCode }: ChildProcess): string | undefined {
  if (exitCode !== null || signalCode !== null) return `ended by ${signalCode ?? exitCode}`;
  try {
    return /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1')) ? 'stopped' : undefined;
  } catch {
    return 'gone';
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
