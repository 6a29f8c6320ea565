import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClock } from '../../../src/host/clock.ts';
import { undisturbed } from '../../support/undisturbed.ts';

describe('the clocks', () => {
  test('all go forward together, in one boot', async () => {
    const { now } = createClock();
    const from = undisturbed(now);
    await sleep(200);
    const to = undisturbed(now);
    expect(to.bootId).toBe(from.bootId);
    const monotonicMs = to.monotonicMs - from.monotonicMs;
    expect(monotonicMs).toBeGreaterThanOrEqual(195);
    expect(Math.abs(to.bootMs - from.bootMs - monotonicMs)).toBeLessThan(25);
    expect(Math.abs(to.wallMs - Date.now())).toBeLessThan(5000);
  });

  test('know this boot', () => {
    expect(createClock().now().bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  });

  test('count the time since the boot as the kernel does', () => {
    const [uptimeSeconds] = readFileSync('/proc/uptime', 'utf8').split(' ');
    expect(Math.abs(createClock().now().bootMs - Number(uptimeSeconds) * 1000)).toBeLessThan(1000);
  });

  test('date the boot', () => {
    const clock = createClock();
    const [{ wallMs, bootMs }, bootedAtMs] = undisturbed(() => [clock.now(), clock.bootedAtMs()] as const);
    expect(Math.abs(bootedAtMs + bootMs - wallMs)).toBeLessThan(100);
    expect(clock.bootedAtMs()).toBe(clock.bootedAtMs());
  });
});
