// Whether a service is truly well, whatever an invocation takes it for.

import { lives } from '../world/process.ts';
import type { Witness } from './witness.ts';

/** Whether it lives once, its file says so, and no clock makes that doubtful. */
export function isWell(key: string, { machine, senses }: Witness): boolean {
  const file = senses.glimpses.get(key)?.file;
  if (file?.kind !== 'read' || file.heartbeat.status !== 'running') return false;
  const it = machine.processes.find(file.heartbeat.pid);
  if (it === undefined || !lives(it) || it.key !== key || it.state !== 'S') return false;
  const isAlone = machine.processes.living(key).every(({ family }) => family === it.family);
  return (
    isAlone && it.beats?.status === 'running' && file.heartbeat.timestampMs <= machine.clocks.now().wallMs
  );
}
