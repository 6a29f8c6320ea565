// What the texts of /proc say of what a process uses. Pure: knows no file.

import { fieldsFromState } from './proc-stat.ts';

/** The unit of memory in /proc, which calls it kB. */
export const KIB = 1024;

const MS_PER_TICK = 10;
/** User and system time, its own and that of the children that it has waited for; counted from the state. */
const TIMES = [11, 12, 13, 14];

/** Processor time in a stat file: what a child has used stays when it has ended and was noticed. */
export function cpuMsIn(stat: string): number {
  const fields = fieldsFromState(stat, 15);
  return TIMES.reduce((ms, at) => ms + Number(fields[at] ?? 0) * MS_PER_TICK, 0);
}

/** The number in a line such as `VmRSS:  512 kB`; undefined where there is none. */
export function fieldIn(text: string, name: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${name}:`));
  const value = Number.parseInt(line?.slice(name.length + 1) ?? '', 10);
  return Number.isNaN(value) ? undefined : value;
}
