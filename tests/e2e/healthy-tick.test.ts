// What a tick that finds all well must not cost: what it loads is paid every minute, for ever.

import { readFileSync, writeFileSync } from 'node:fs';
import { scenario } from '../support/scenario.ts';

/** Parts of Node that take long to load, or that ask the system for more than a tick needs. */
const DEAR = [
  'child_process',
  'cluster',
  'crypto',
  'dns',
  'http',
  'internal/abort_controller',
  'internal/util/parse_args/parse_args',
  'net',
  'os',
  'readline',
  'stream/promises',
  'timers/promises',
  'tls',
  'v8',
  'worker_threads',
];

test('loads no part of Node that only a recovery, a verb or a complaint needs', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const list = "require('fs').writeFileSync(process.env.LOADED, process.moduleLoadList.join('\\n'))";
  writeFileSync(scene.path('list.cjs'), `process.on('exit', () => { ${list}; });`);
  const env = { NODE_OPTIONS: `--require ${scene.path('list.cjs')}`, LOADED: scene.path('loaded') };
  await scene.begin(['check'], { env }).ended;
  const loaded = readFileSync(scene.path('loaded'), 'utf8').split('\n');
  expect(loaded).toContain('NativeModule fs');
  expect(DEAR.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
});
