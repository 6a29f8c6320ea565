// Debian's cron itself runs the program, for a user who is not root, from the line that `cron install` writes.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { obstacleToCron, startCronWorld } from '../support/cron-world.ts';
import { eventually } from '../support/eventually.ts';
import { actorsOf, signal } from '../support/scene-processes.ts';
import { readRows } from '../support/scene-record.ts';
import { testUnless } from '../support/test-unless.ts';

const SECONDS_UNTIL_CRON = 75;

testUnless(obstacleToCron())(
  'cron keeps a service of a user who is not root alive, and has nothing to mail while all is well',
  async () => {
    const world = await startCronWorld(['--every', '2s']);
    const instances = () =>
      actorsOf(world.configPath).filter(({ env }) => env.WATCHDOG_INSTANCE !== undefined);
    const ticks = () => readRows(world.databasePath, 'SELECT id FROM ticks').length;
    const mail = () => existsSync(world.mailPath) && readFileSync(world.mailPath, 'utf8');

    await eventually('cron has made a few ticks', () => ticks() >= 3, SECONDS_UNTIL_CRON);
    expect(mail()).toBe('');
    const before = instances();
    for (const instance of before) signal(instance, 'SIGKILL');

    await eventually('its recovery is proved', () => recoveries(world.databasePath).includes('recovered'));
    const [worker] = instances();
    expect(before.map(({ pid }) => pid)).not.toContain(worker?.pid);
    expect(worker?.env).toMatchObject({
      HOME: join(world.configPath, '..'),
      LOGNAME: 'keeper',
      WATCHDOG_KEY: 'worker',
    });
    expect(mail()).toMatch(/worker: .*stale_pid/);

    await world.end();
    expect(actorsOf(world.configPath)).toEqual([]);
  },
  240_000,
);

function recoveries(databasePath: string): unknown[] {
  return readRows(databasePath, "SELECT outcome FROM recoveries WHERE purpose = 'recover'").map(
    ({ outcome }) => outcome,
  );
}
