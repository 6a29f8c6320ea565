// Times commands side by side: every round runs each of them once, so that whatever else the machine does falls on all
// alike. Wall time is what a person waits for; CPU time is what the machine pays, and the steadier of the two.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const MS_PER_TICK = 10;
// A file of certificates makes Node's start three times as long, whatever it runs.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** What every ratio is a ratio to. */
export const BARE_NODE = ['-e', '0'];

/** The median wall time and the mean CPU time of each command, in milliseconds; `before` runs ahead of each run, `added` is what each finds besides our environment. */
export function interleaved(commands, rounds, { before = () => {}, added = {} } = {}) {
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, args] of commands.entries()) {
      before();
      runs[index].push(timed(args, added));
    }
  }
  return runs.map((all) => ({
    wallMs: median(all.map(({ wallMs }) => wallMs)),
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / rounds,
  }));
}

/** Runs Node once; throws when it fails. */
export function runNode(args, added = {}) {
  const options = { env: { ...env, ...added }, encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0)
    throw new Error(`node ${args.join(' ')}: exited with ${status}; expected 0.\n${stdout}${stderr}`);
  return stdout;
}

/** The value in the middle. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A number for a table. */
export function rounded(value, digits = 2) {
  return Number(value.toFixed(digits));
}

function timed(args, added) {
  const spentMs = childrenCpuMs();
  const startMs = performance.now();
  runNode(args, added);
  return { wallMs: performance.now() - startMs, cpuMs: childrenCpuMs() - spentMs };
}

/** In steps of 10 ms, which even out over many rounds; NaN where there is no /proc. */
function childrenCpuMs() {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' ');
    return (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
  } catch {
    return Number.NaN;
  }
}
