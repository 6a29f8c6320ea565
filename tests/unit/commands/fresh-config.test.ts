// An edit of the config file counts at the next look at it, whenever it was made since the file was read.

import { rmSync, symlinkSync } from 'node:fs';
import { keepFresh } from '../../../src/commands/fresh-config.ts';
import { type CommandRig, createCommandRig } from '../../support/command-rig.ts';

let rig: CommandRig;
beforeEach(() => {
  rig = createCommandRig();
});

const retention = (fresh: ReturnType<typeof keepFresh>) => fresh.current().retentionDays;

test('an edit made between the reading of the file and the beginning of the work counts at the first look', () => {
  const read = rig.config;
  rig.configure({ retention_days: 7 });
  const fresh = keepFresh(read, rig.surroundings);
  fresh.refresh();
  expect(retention(fresh)).toBe(7);
});

test('a file that nobody has touched is not read again', () => {
  const fresh = keepFresh(rig.config, rig.surroundings);
  fresh.refresh();
  fresh.refresh();
  expect(rig.log).toEqual([]);
});

test('a file that cannot be looked at is told of once while the last good config stays, until it can be', () => {
  rig.configure({ retention_days: 7 });
  const fresh = keepFresh(rig.config, rig.surroundings);
  rmSync(rig.path('config.json'));
  symlinkSync('config.json', rig.path('config.json'));
  fresh.refresh();
  fresh.refresh();
  expect(retention(fresh)).toBe(7);
  expect(rig.log).toEqual([{ level: 'ERROR', message: expect.stringMatching(/ELOOP[\s\S]*stays in force/) }]);

  rmSync(rig.path('config.json'));
  rig.configure({ retention_days: 8 });
  fresh.refresh();
  expect(retention(fresh)).toBe(8);
});

test('how much is logged, and how, counts from the look at which the edit is seen', () => {
  const levels: string[] = [];
  const openLog: typeof rig.surroundings.openLog = (config) => () => levels.push(config.logLevel);
  const fresh = keepFresh(rig.config, { openLog });
  fresh.log({ level: 'INFO', message: 'before' });
  rig.configure({ log_level: 'ERROR' });
  fresh.refresh();
  levels.length = 0;
  fresh.log({ level: 'INFO', message: 'after' });
  expect(levels).toEqual(['ERROR']);
});
