// Measures how the machine itself is: room on disks, load, memory pressure. Does not know how much of it is too much.

import { statfsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { Measure, Vital } from '../core/host-trouble.ts';
import { errorCode } from './error-code.ts';
import { readProcFile } from './proc-file.ts';

/** Measures one of them; what cannot be measured is a value, never an exception. */
export function measure(vital: Vital): Measure {
  switch (vital.kind) {
    case 'disk':
      return measureDisk(vital.path);
    case 'load':
      return { kind: 'level', value: (loadavg()[0] ?? 0) / availableParallelism() };
    case 'memory_pressure':
      return measurePressure('/proc/pressure/memory');
  }
}

function measureDisk(path: string): Measure {
  try {
    const { bavail, blocks, bsize } = statfsSync(path);
    return { kind: 'room', freeBytes: bavail * bsize, allBytes: blocks * bsize };
  } catch (error) {
    return { kind: 'unknown', why: `${path}: its disk could not be looked at (${errorCode(error)})` };
  }
}

/** Pressure stall information: kernels without it, and containers that hide it, tell nothing. */
export function measurePressure(path: string): Measure {
  const text = readProcFile(path);
  if (typeof text !== 'string') return { kind: 'unknown', why: `${path}: could not be read (${text.code})` };
  const share = /^some avg10=(\d+(?:\.\d+)?)/m.exec(text)?.[1];
  return share === undefined
    ? { kind: 'unknown', why: `${path}: it tells no average of ten seconds` }
    : { kind: 'level', value: Number(share) };
}
