// The words of a unit, read back as systemd reads them: quotes, escapes, variables and specifiers.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  isUnitOf,
  serviceUnit,
  timerUnit,
  type UnitJob,
} from '../../../../src/core/install/systemd-units.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testUnless } from '../../../support/test-unless.ts';

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

const analyze = (...words: readonly string[]) =>
  spawnSync('systemd-analyze', words, {
    encoding: 'utf8',
    env: { ...process.env, XDG_RUNTIME_DIR: temporaryFolder('runtime') },
  });
const hasAnalyze = analyze('--version').status === 0;
const testHere = testUnless(hasAnalyze ? undefined : 'systemd-analyze is not installed');

testHere.each([
  ['--system', '/srv/app/config.json'],
  ['--user', '/srv/app/config.json'],
  ['--system', `/srv/50% o'f "all" \\ $HOME/é.json`],
])('systemd itself finds nothing wrong with the units: %s %s', (scope, configPath) => {
  const folder = temporaryFolder('units');
  const job = { ...JOB, configPath, node: process.execPath, every: '5s' };
  const paths = { service: join(folder, `${JOB.name}.service`), timer: join(folder, `${JOB.name}.timer`) };
  writeFileSync(paths.service, serviceUnit(job));
  writeFileSync(paths.timer, timerUnit(job));
  const { status, stderr } = analyze('verify', scope, paths.service, paths.timer);
  // Of the units of the machine, which it reads with them, it may complain.
  expect(stderr.split('\n').filter((line) => line.includes(JOB.name))).toEqual([]);
  expect(status).toBe(0);
});

testHere('systemd itself finds what is wrong with a unit, as these tests take for granted', () => {
  const path = join(temporaryFolder('units'), 'wrong.service');
  writeFileSync(path, serviceUnit(JOB).replace('KillMode=process', 'KillMode=proces'));
  expect(analyze('verify', path).stderr).toMatch(/wrong\.service:.*kill mode/i);
});
