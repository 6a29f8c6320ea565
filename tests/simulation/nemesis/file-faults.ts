// Heartbeat files vanish, are garbage, cannot be read, or say what is not true.

import type { HeartbeatReading } from '../../../src/core/heartbeat.ts';
import { type Fault, someKey, type Targets } from './fault.ts';

const LONGEST_HIDING_MS = 180_000;
const GARBAGE: HeartbeatReading = { kind: 'invalid', problem: 'not JSON: 5 bytes from 7b22706964' };

function put(content: HeartbeatReading): Fault['strike'] {
  return (targets) => {
    const key = someKey(targets);
    targets.machine.heartbeats.put(key, content);
    return key;
  };
}

function forge(targets: Targets): string | undefined {
  const key = someKey(targets);
  const found = forged(targets, key);
  if (found !== undefined) targets.machine.heartbeats.forge(key, found);
  return found && key;
}

/** A beat that names the process of somebody else: another user's, or another service's. */
function forged({ machine, random }: Targets, key: string): HeartbeatReading | undefined {
  const it = random.pick(
    machine.processes
      .living()
      .filter(({ marks, role }) =>
        role === 'stranger'
          ? marks.uid !== 1000
          : role === 'service' && marks.key !== undefined && marks.key !== key,
      ),
  );
  const { wallMs } = machine.clocks.now();
  const said = {
    status: 'running',
    iteration: 1,
    progress: undefined,
    instance: undefined,
    foreignKey: undefined,
  };
  return it && { kind: 'read', heartbeat: { ...said, pid: it.pid, timestampMs: wallMs }, ownerUid: 1000 };
}

/** What may become of heartbeat files. */
export const FILE_FAULTS: readonly Fault[] = [
  { name: 'a heartbeat file vanishes', weight: 2, strike: put({ kind: 'missing' }) },
  { name: 'a heartbeat is garbage', weight: 2, strike: put(GARBAGE) },
  { name: 'a heartbeat is forged', weight: 1, strike: forge },
  {
    name: 'a heartbeat cannot be read',
    weight: 2,
    strike: (targets) => {
      const key = someKey(targets);
      const untilMs = targets.machine.clocks.trueMs() + targets.random.whole(1000, LONGEST_HIDING_MS);
      targets.machine.heartbeats.hide(key, untilMs);
      return key;
    },
  },
];
