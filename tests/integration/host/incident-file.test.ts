// What is kept of an incident: what /proc tells of real processes, in files of ours that never become too large or too many.

import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createScene, type Scene } from '../../support/processes.ts';

const LIMITS = { maxBytes: 16_384, keep: 100, keepDays: 30 };
const DAY_S = 86_400;

let scene: Scene;
let folder: string;
beforeEach(() => {
  scene = createScene();
  folder = join(scene.folder, 'logs', 'incidents');
});

const pathOf = (number: number) => join(folder, `web-20260203T040506Z-${number}.txt`);
const keep = (number: number, change: Partial<typeof LIMITS> = {}, text = 'text\n', outputs: string[] = []) =>
  scene.host.keepIncident(
    { path: pathOf(number), text, outputs: outputs.map((path) => ({ title: 'words', path })) },
    { ...LIMITS, ...change },
  );

test('a process shows its state, what it waits for, its files and its threads', async () => {
  const script = `exec 7< /dev/null; echo ready; read -r <> <(:)`;
  const { child } = await scene.startReady(['bash', '-c', script]);
  const [seen] = await scene.host.examine([child.pid ?? 0]);
  expect(seen).toMatchObject({ pid: child.pid, command: expect.stringContaining('exec 7<') });
  const parts = Object.fromEntries(seen?.parts ?? []);
  expect(parts.status).toMatch(/^State:\t[SRD] /m);
  expect(parts['open files']).toMatch(/^7 → \/dev\/null$/m);
  expect(parts.threads).toMatch(new RegExp(`^1 in all\\n${child.pid} [SRD] bash`));
});

test('of a process that is gone there is nothing to see, and that is no failure', async () => {
  expect(await scene.host.examine([2 ** 22 + 1])).toMatchObject([{ command: '', parts: [] }]);
});

test('a file is ours to write, our group’s to read, and in a folder that is so too', async () => {
  expect(await keep(1)).toBeUndefined();
  expect(statSync(pathOf(1)).mode & 0o777).toBe(0o640);
  expect(statSync(folder).mode & 0o777).toBe(0o750);
  expect(readFileSync(pathOf(1), 'utf8')).toBe('text\n');
});

test('the end of each output is added, fit for a terminal; one that is not there is told', async () => {
  writeFileSync(join(scene.folder, 'web.log'), 'line\n\u001b[31mred\n');
  await keep(1, {}, 'text\n', [join(scene.folder, 'web.log'), join(scene.folder, 'none.log')]);
  expect(readFileSync(pathOf(1), 'utf8')).toBe(
    `text\n\n--- words: ${scene.folder}/web.log\nline\n\\x1b[31mred\n\n--- words: ${scene.folder}/none.log\n(nothing)\n`,
  );
});

test('none is larger than it may be, and each output keeps its end', async () => {
  writeFileSync(join(scene.folder, 'web.log'), `${'x'.repeat(100_000)}\nthe very last line\n`);
  const outputs = [join(scene.folder, 'web.log'), join(scene.folder, 'web.log')];
  await keep(1, { maxBytes: 8192 }, `first\n${'y'.repeat(100_000)}`, outputs);
  const text = readFileSync(pathOf(1), 'utf8');
  expect(statSync(pathOf(1)).size).toBeLessThanOrEqual(8192);
  expect(text.startsWith('first\n')).toBe(true);
  expect(text).toContain('cut here');
  expect(text.split('the very last line')).toHaveLength(3);
});

test('beyond so many the oldest go, and nothing that is not one of them', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'notes.txt'), '');
  for (const number of [1, 2, 3, 4]) {
    await keep(number, { keep: 2 });
    utimesSync(pathOf(number), number, number);
  }
  await keep(5, { keep: 2 });
  expect(readdirSync(folder).sort()).toEqual([
    'notes.txt',
    ...[4, 5].map((it) => `web-20260203T040506Z-${it}.txt`),
  ]);
});

test('what is too old goes, but for the newest five: the clock may be wrong', async () => {
  const oldS = Date.now() / 1000 - 40 * DAY_S;
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    await keep(number);
    utimesSync(pathOf(number), oldS + number, oldS + number);
  }
  await keep(8);
  expect(readdirSync(folder).sort()).toEqual([4, 5, 6, 7, 8].map((it) => `web-20260203T040506Z-${it}.txt`));
});

test('where it cannot be written, the reason is told', async () => {
  mkdirSync(join(scene.folder, 'logs'));
  writeFileSync(folder, '');
  expect(await keep(1)).toMatch(/EEXIST|ENOTDIR/);
});
