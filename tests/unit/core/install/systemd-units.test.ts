// The words of a unit, read back as systemd reads them: quotes, escapes, variables and specifiers.

import fc from 'fast-check';
import {
  isUnitOf,
  serviceUnit,
  timerUnit,
  type UnitJob,
} from '../../../../src/core/install/systemd-units.ts';

const JOB: UnitJob = {
  name: 'watchdog-supervisor',
  configPath: '/srv/app/config.json',
  program: '/opt/watchdog.cjs',
  node: '/usr/bin/node',
  searchPath: '/usr/bin:/bin',
  every: undefined,
  intervalSeconds: 60,
};

/** The words of a line in which each stands in quotes. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, word = '']) => word);
  return words.map((word) => word.replace(/\\(.)/g, '$1').replaceAll('%%', '%').replaceAll('$$', '$'));
}

const lineOf = (unit: string, name: string) =>
  unit.split('\n').find((line) => line.startsWith(`${name}=`)) ?? '';
const paths = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));

test('whatever a path holds, systemd is told that path', () => {
  fc.assert(
    fc.property(paths, paths, (configPath, program) => {
      const unit = serviceUnit({ ...JOB, configPath: `/${configPath}`, program: `/${program}` });
      expect(wordsOf(lineOf(unit, 'ExecStart'))).toEqual([
        JOB.node,
        `/${program}`,
        '-c',
        `/${configPath}`,
        'check',
      ]);
      expect(isUnitOf(`/${configPath}`, unit)).toBe(true);
      expect(isUnitOf(`/${configPath}x`, unit)).toBe(false);
    }),
  );
});

test('no percent sign or dollar is left to be replaced', () => {
  const unit = serviceUnit({ ...JOB, configPath: '/50%/$HOME/c.json', searchPath: '/%h/bin' });
  expect(lineOf(unit, 'ExecStart')).toContain('"/50%%/$$HOME/c.json"');
  expect(lineOf(unit, 'Environment')).toBe('Environment="PATH=/%%h/bin"');
});

test('the pause is that of the config; one that looks again and again itself is followed at once', () => {
  expect(lineOf(timerUnit(JOB), 'OnUnitInactiveSec')).toBe('OnUnitInactiveSec=60s');
  expect(lineOf(timerUnit({ ...JOB, every: '5s' }), 'OnUnitInactiveSec')).toBe('OnUnitInactiveSec=1s');
  expect(lineOf(serviceUnit({ ...JOB, every: '5s' }), 'ExecStart')).toContain('"--every" "5s"');
});
