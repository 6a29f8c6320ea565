import { readdirSync } from 'node:fs';

import type { ProcessId } from '../../../src/core/process.ts';
import { createSendSignal } from '../../../src/host/send-signal.ts';
import { eventually } from '../../support/eventually.ts';
import { alive, createScene, isOver, type Scene } from '../../support/processes.ts';

describe('the gate for signals', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });
  const gate = () => createSendSignal(scene.host.lookAt);

  test('lets through what is still the same process', async () => {
    const child = scene.start(['sleep', '60']);
    const target = alive(scene.host, child.pid ?? 0);
    expect(gate()(target, 'SIGTERM')).toEqual({ kind: 'sent' });
    await eventually('it has ended', () => isOver(scene.host, target.pid));
    expect(gate()(target, 'SIGKILL')).toEqual({ kind: 'gone' });
  });

  test('K5 P1 spares whoever has the number now', () => {
    const child = scene.start(['sleep', '60']);
    const target = alive(scene.host, child.pid ?? 0);
    expect(gate()({ pid: target.pid, startTicks: target.startTicks - 1 }, 'SIGKILL')).toEqual({
      kind: 'gone',
    });
    expect(isOver(scene.host, target.pid)).toBe(false);
  });

  test.each([
    0,
    -0,
    1,
    -1,
    -1234,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    '12',
    [],
    false,
    true,
    null,
    undefined,
  ])('refuses %p', (pid) => {
    const target = { pid, startTicks: 0 } as unknown as ProcessId;
    expect(gate()(target, 'SIGKILL')).toMatchObject({ kind: 'refused' });
  });

  test('refuses ourselves and our ancestors', () => {
    for (const pid of [process.pid, process.ppid]) {
      expect(gate()(alive(scene.host, pid), 'SIGKILL')).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('ourselves or an ancestor'),
      });
    }
  });

  test('refuses a thread', () => {
    const thread = readdirSync(`/proc/${process.pid}/task`)
      .map(Number)
      .find((it) => it !== process.pid);
    expect(gate()({ pid: thread ?? 0, startTicks: 0 }, 'SIGKILL')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('thread'),
    });
  });

  test('refuses a thread of the kernel, where one can be seen', () => {
    for (const it of scene.host
      .processTable()
      .filter(({ kernelThread }) => kernelThread)
      .slice(0, 3)) {
      expect(gate()(it, 'SIGKILL')).toMatchObject({ kind: 'refused' });
    }
  });
});
