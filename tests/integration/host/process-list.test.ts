import { listProcesses } from '../../../src/host/process-list.ts';

test('every process is listed by what people know it by, without a ps', async () => {
  const { PATH } = process.env;
  process.env.PATH = '/nowhere';
  try {
    const listed = await listProcesses();
    expect(listed.length).toBeGreaterThan(1);
    const ourselves = listed.find(({ pid }) => pid === process.pid);
    expect(ourselves).toEqual({
      pid: process.pid,
      ppid: process.ppid,
      uid: process.getuid?.(),
      name: expect.stringContaining('node'),
      command: expect.stringMatching(/^\S*node .*jest/),
      cpuPercent: expect.any(Number),
      memoryPercent: expect.any(Number),
    });
    expect(ourselves?.cpuPercent).toBeGreaterThan(0);
    expect(ourselves?.memoryPercent).toBeGreaterThan(0);
  } finally {
    process.env.PATH = PATH;
  }
});

test('of pids that are asked for, those are listed that are there', async () => {
  const listed = await listProcesses([process.pid, 2 ** 30]);
  expect(listed.map(({ pid }) => pid)).toEqual([process.pid]);
});
