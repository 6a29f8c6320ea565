// What of all that runs is proposed as a service, and the first config that is written for it.

import fc from 'fast-check';
import { interpretConfig } from '../../../../src/config/load.ts';
import { candidatesIn, type FoundBeat, type FoundProcess } from '../../../../src/core/init/candidate.ts';
import { configText, type Draft } from '../../../../src/core/init/config-text.ts';

const PROCESS: FoundProcess = {
  pid: 10,
  ppid: 1,
  uid: 1000,
  argv: ['python3', 'app.py'],
  cwd: '/srv/app',
  key: undefined,
  heartbeatPath: undefined,
  configPath: undefined,
};
const BEAT: FoundBeat = { path: '/srv/app/web.json', key: 'web', pid: 10, ownerUid: 1000 };

const keysOf = (beats: readonly FoundBeat[], processes: readonly FoundProcess[]) =>
  candidatesIn(beats, processes).map(({ key, process }) => `${key} ${process?.pid}`);

test('who beats is proposed with the process that the beat names, when that is the writer’s own', () => {
  expect(candidatesIn([BEAT], [PROCESS])).toEqual([
    { key: 'web', heartbeatPath: '/srv/app/web.json', process: PROCESS },
  ]);
  expect(keysOf([BEAT], [])).toEqual(['web undefined']);
  expect(keysOf([{ ...BEAT, ownerUid: 0 }], [PROCESS])).toEqual(['web undefined']);
});

test('who says in its environment whose it is, is proposed once, and not its children', () => {
  const leader = { ...PROCESS, key: 'api', heartbeatPath: '/run/api.json' };
  const child = { ...leader, pid: 11, ppid: 10 };
  expect(keysOf([], [leader, child])).toEqual(['api 10']);
  expect(keysOf([{ ...BEAT, key: 'api' }], [leader, child])).toEqual(['api 10']);
});

test('who is watched already is not proposed: neither by its beat nor by its environment', () => {
  const watched = { ...PROCESS, key: 'web', heartbeatPath: BEAT.path, configPath: '/etc/other.json' };
  expect(keysOf([BEAT], [watched])).toEqual([]);
  expect(keysOf([{ ...BEAT, pid: 99 }], [watched])).toEqual([]);
  expect(keysOf([{ ...BEAT, path: '/srv/mine/web.json', pid: 99 }], [watched])).toEqual(['web undefined']);
});

test('a key that cannot be one is not proposed', () => {
  expect(keysOf([{ ...BEAT, key: '../web' }], [])).toEqual([]);
});

const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((one) => !one.includes('\0') && one.trim() !== '');
const path = text.map((one) => `/${one}`);
const drafts = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9._@-]{0,12}$/), { minLength: 1, maxLength: 5 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.record({
          key: fc.constant(key),
          remarks: fc.constant(['Found running as pid 4711.']),
          heartbeatPath: fc.constant(`/beats/${key}.json`),
          start: fc.oneof(text, fc.array(text, { minLength: 1 }), fc.constant(undefined)),
          cwd: fc.option(path, { nil: undefined }),
          user: fc.constant(undefined),
        }),
      ),
    ),
  );

test('whatever is written, every other verb takes it, and it means what was found', () => {
  fc.assert(
    fc.property(drafts, (all: readonly Draft[]) => {
      const whole = all.filter(({ start }) => start !== undefined);
      fc.pre(whole.length > 0);
      const { services } = interpretConfig(configText(all, '/opt/config.schema.json'), '/srv/config.json');
      expect(services.map(({ key }) => key)).toEqual(whole.map(({ key }) => key));
      for (const [index, { start }] of whole.entries())
        if (typeof start !== 'string')
          expect(services[index]?.commands.start).toEqual({ kind: 'argv', argv: start });
    }),
  );
});

test('what nobody knows how to start stands there as a comment, to be completed', () => {
  const draft = { key: 'web', remarks: [], heartbeatPath: 'web.json', cwd: undefined, user: undefined };
  const written = configText(
    [
      { ...draft, start: './web.sh' },
      { ...draft, key: 'api', heartbeatPath: 'api.json', start: undefined },
    ],
    undefined,
  );
  expect(written).toContain('    // "api": {\n    //   "heartbeat_path": "api.json",\n');
  const completed = written
    .replace('    }\n\n    // Say', '    },\n\n    // Say')
    .replaceAll(/^ {4}\/\/( "| {3}"| })/gm, '    $1');
  expect(interpretConfig(completed, '/srv/config.json').services.map(({ key }) => key)).toEqual([
    'web',
    'api',
  ]);
});
