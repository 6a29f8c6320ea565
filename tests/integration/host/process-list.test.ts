import { listProcesses } from '../../../src/host/process-list.ts';

test('where there is no ps, every process is listed by what /proc says of it', async () => {
  const { PATH } = process.env;
  process.env.PATH = '/nowhere';
  try {
    const listed = await listProcesses();
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.find(({ pid }) => pid === process.pid)).toEqual({
      pid: process.pid,
      ppid: process.ppid,
      uid: process.getuid?.(),
      name: expect.stringContaining('node'),
      command: expect.stringMatching(/^\S*node .*jest/),
      cpuPercent: undefined,
      memoryPercent: undefined,
    });
  } finally {
    process.env.PATH = PATH;
  }
});

test('every process is listed by what people know it by', async () => {
  const ourselves = (await listProcesses()).find(({ pid }) => pid === process.pid);
  expect(ourselves).toMatchObject({
    ppid: process.ppid,
    uid: process.getuid?.(),
    name: expect.stringContaining('node'),
  });
  expect(ourselves?.command).toContain('jest');
  expect(ourselves?.memoryPercent).toBeGreaterThanOrEqual(0);
});
