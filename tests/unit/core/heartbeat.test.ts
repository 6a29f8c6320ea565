// What a heartbeat may say, and what it may not.

import { readDocument } from '../../../src/core/heartbeat.ts';

const good = {
  process_key: 'web',
  pid: 1234,
  timestamp: '2026-02-05T06:17:29.601049+00:00',
  status: 'running',
  iteration: 42,
};

test('a beat of the reference’s writer is read', () => {
  expect(readDocument(good, 'web')).toEqual({
    pid: 1234,
    timestampMs: Date.UTC(2026, 1, 5, 6, 17, 29, 601),
    status: 'running',
    iteration: 42,
    progress: undefined,
    instance: undefined,
  });
});

test('what a writer may add is read, and what we do not know is passed over', () => {
  const beat = readDocument(
    { ...good, iteration: null, progress: 0.5, instance: 'cookie', started_at: 1, toString: 1 },
    'web',
  );
  expect(beat).toMatchObject({ iteration: undefined, progress: 0.5, instance: 'cookie' });
});

test.each([
  ['a number', 5],
  ['far too long', 'x'.repeat(201)],
])('an instance that is %s is as good as none', (_title, instance) => {
  expect(readDocument({ ...good, instance }, 'web')).toMatchObject({ instance: undefined });
});

test.each<[string, unknown]>([
  ['null', null],
  ['a list', [good]],
  ['a text', 'running'],
  ['a number', 5],
])('a document that is %s is no heartbeat', (_title, document) => {
  expect(readDocument(document, 'web')).toMatch(/^not an object/);
});

test.each<[string, object, string]>([
  ['an endless key', { process_key: 'x'.repeat(201) }, 'process_key is "xxx'],
  ['an empty key', { process_key: '' }, 'process_key is ""; expected "web"'],
  ['a key of another type', { process_key: ['web'] }, 'process_key is a list; expected "web"'],
  ['no key', { process_key: undefined }, 'process_key is missing; expected "web"'],
  ['pid 0', { pid: 0 }, 'pid is 0; expected a whole number from 2 to 4194304'],
  ['pid 1', { pid: 1 }, 'pid is 1;'],
  ['pid -1', { pid: -1 }, 'pid is -1;'],
  ['a pid in quotes', { pid: '12' }, 'pid is "12";'],
  ['a pid with a fraction', { pid: 12.5 }, 'pid is 12.5;'],
  ['an endless pid', { pid: Number('1e400') }, 'pid is Infinity;'],
  ['a pid no kernel has', { pid: 4_194_305 }, 'pid is 4194305;'],
  ['an object for a pid', { pid: {} }, 'pid is an object;'],
  ['null for a pid', { pid: null }, 'pid is null;'],
  ['a bad timestamp', { timestamp: 'yesterday' }, 'timestamp is not RFC 3339'],
  ['no status', { status: undefined }, 'status is missing; expected a text of at most 200'],
  ['an endless status', { status: 'x'.repeat(201) }, 'status is "xxx'],
  ['an iteration in quotes', { iteration: '1' }, 'iteration is "1"; expected a number'],
  ['endless progress', { progress: Number('1e400') }, 'progress is Infinity; expected a number'],
])('a heartbeat with %s is told what is wrong', (_title, change, problem) => {
  expect(readDocument({ ...good, ...change }, 'web')).toContain(problem);
});

test('a heartbeat of another service says of which', () => {
  expect(readDocument({ ...good, process_key: 'db' }, 'web')).toMatchObject({
    pid: good.pid,
    foreignKey: 'db',
  });
  expect(readDocument(good, 'web')).toMatchObject({ foreignKey: undefined });
});

test('only what the document itself says counts', () => {
  expect(readDocument(Object.create(good), 'web')).toContain('process_key is missing');
  expect(readDocument(JSON.parse(`{"__proto__": ${JSON.stringify(good)}}`), 'web')).toContain(
    'process_key is missing',
  );
  expect(readDocument(JSON.parse('{"process_key": "__proto__"}'), '__proto__')).toContain('pid is missing');
});

test.each<[string, object, unknown]>([
  ['its exit code', { exit_code: 78 }, { exitCode: 78, signal: undefined }],
  ['success', { exit_code: 0 }, { exitCode: 0, signal: undefined }],
  ['its signal', { exit_signal: 'SIGKILL' }, { exitCode: undefined, signal: 'SIGKILL' }],
  ['no exit code', { exit_code: 256 }, undefined],
  ['an exit code in quotes', { exit_code: '1' }, undefined],
  ['no signal', { exit_signal: 'SIG\u001b[2J' }, undefined],
  ['neither', {}, undefined],
])('a last beat with %s tells as much of the end', (_title, change, exit) => {
  expect(readDocument({ ...good, ...change }, 'web')).toMatchObject({ exit });
});
