// What real processes use of the machine.

import { type ChildProcess, spawn } from 'node:child_process';
import { readDocument } from '../../../src/core/heartbeat.ts';
import type { ProcessFacts } from '../../../src/core/process.ts';
import type { UsageWants } from '../../../src/core/usage.ts';
import { createHost } from '../../../src/host/create-host.ts';
import { afterTest } from '../../support/after-test.ts';
import { eventually } from '../../support/eventually.ts';

const host = createHost({ readDocument });
const MIB = 1024 * 1024;
const ALL: UsageWants = { openFiles: true, io: true, zombies: true };

function run(program: string): ChildProcess {
  const child = spawn('python3', ['-c', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  afterTest(() => child.kill('SIGKILL'));
  return child;
}

async function factsOf({ pid = 0, stdout }: ChildProcess): Promise<ProcessFacts> {
  await new Promise((resolve) => stdout?.once('data', resolve));
  const seen = host.lookAt(pid, undefined);
  if (seen.kind !== 'alive') throw new Error('it has ended');
  return seen.process;
}

function usageOf(processes: readonly ProcessFacts[], wants = ALL) {
  const usage = host.usageOf(processes, wants);
  if (usage === undefined) throw new Error('there is no /proc');
  return usage;
}

test('memory, files, reads and writes of a process are those it has', async () => {
  const program = `
import os, time
block = bytearray(64 << 20)
files = [open('/dev/null') for _ in range(50)]
open('/dev/zero', 'rb').read(8 << 20)
print('there', flush=True)
time.sleep(1000)`;
  const facts = await factsOf(run(program));
  const { memoryBytes, openFiles, ioBytes, cpuMs } = usageOf([facts]);
  expect(memoryBytes).toBeGreaterThan(64 * MIB);
  expect(memoryBytes).toBeLessThan(128 * MIB);
  expect(openFiles).toBeGreaterThanOrEqual(53);
  expect(openFiles).toBeLessThan(80);
  expect(ioBytes).toBeGreaterThan(8 * MIB);
  expect(cpuMs).toBeGreaterThanOrEqual(0);
  expect(usageOf([facts], {})).toMatchObject({ openFiles: undefined, ioBytes: undefined, zombies: [] });
});

test('memory that two processes share is counted once when the plain sum is too much', async () => {
  const program = `
import os, time
block = bytearray(os.urandom(1) * (64 << 20))
child = os.fork()
print('there', flush=True)
time.sleep(1000)`;
  const facts = await factsOf(run(program));
  const child = await eventually('it has forked', () =>
    host.processTable().find(({ ppid }) => ppid === facts.pid),
  );
  afterTest(() => process.kill(child.pid, 'SIGKILL'));
  const both = [facts, child];
  expect(usageOf(both).memoryBytes).toBeGreaterThan(128 * MIB);
  const exact = usageOf(both, { exactAboveBytes: 100 * MIB }).memoryBytes;
  expect(exact).toBeGreaterThan(64 * MIB);
  expect(exact).toBeLessThan(100 * MIB);
});

test('processor time is used by who is busy, and stays when a child of his has ended', async () => {
  const program = `
import os, time
child = os.fork()
end = time.process_time() + 0.5
while time.process_time() < end: pass
if child == 0: os._exit(0)
os.waitpid(child, 0)
print('there', flush=True)
time.sleep(1000)`;
  const facts = await factsOf(run(program));
  expect(usageOf([facts]).cpuMs).toBeGreaterThanOrEqual(900);
});

test('a child that ended unnoticed is a zombie of its parent', async () => {
  const program = `
import os, time
if os.fork() == 0: os._exit(0)
print('there', flush=True)
time.sleep(1000)`;
  const facts = await factsOf(run(program));
  const [zombie] = await eventually('there is one', () => {
    const { zombies } = usageOf([facts]);
    return zombies.length > 0 && zombies;
  });
  expect(host.lookAt(zombie ?? 0, undefined)).toEqual({ kind: 'dead', why: 'zombie' });
  expect(usageOf([facts]).openFiles).toBeGreaterThan(0);
});

test('who has ended, or has another process in his place, uses nothing', async () => {
  const facts = await factsOf(run("print('there', flush=True); import time; time.sleep(1000)"));
  const other = { ...facts, startTicks: facts.startTicks + 1 };
  expect(usageOf([other])).toEqual({ memoryBytes: 0, cpuMs: 0, openFiles: 0, ioBytes: 0, zombies: [] });
});
