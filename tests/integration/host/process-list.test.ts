import { listProcesses } from '../../../src/host/process-list.ts';

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
