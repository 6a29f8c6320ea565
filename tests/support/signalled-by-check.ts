// Whom a check sends signals, by its system calls: what a process ignores, or is not hurt by, shows nowhere else.

import { readFileSync } from 'node:fs';
import type { Scene } from './scenario.ts';

/** Makes a check, and answers whom it sent a signal, a group by its negative number. */
export async function signalledByCheck(scene: Scene): Promise<readonly number[]> {
  const calls = scene.path('calls');
  const traced = ['-e', 'trace=kill,tkill,tgkill,pidfd_send_signal'];
  await scene.begin(['check'], { wrapper: ['strace', '-f', '-b', 'execve', '-qq', '-o', calls, ...traced] })
    .ended;
  // Signal 0 only asks.
  const sent = readFileSync(calls, 'latin1').matchAll(/kill\((-?\d+),.*SIG(?!CHLD)\w+\)/g);
  return [...sent].map(([, pid]) => Number(pid));
}
