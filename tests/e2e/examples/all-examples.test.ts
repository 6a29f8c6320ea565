// What holds for every example that has a README.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample } from '../../support/example-copy.ts';
import { invoke } from '../../support/invocation.ts';
import { blocksOf, page, ROOT } from '../../support/markdown.ts';

const FOLDER = join(ROOT, 'examples');
const all = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const examples = all.filter((name) => existsSync(join(FOLDER, name, 'README.md')));

test('the index names every example', () => {
  const named = [...page('examples/README.md').matchAll(/^\| \[([\w-]+)\]/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(all.toSorted());
});

test.each(examples)('the config of %s is faultless', async (name) => {
  const { folder } = await copyExample(name, {});
  const { exitCode, stdout } = await invoke(['validate'], { cwd: folder }).ended;
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/config\.json: correct; /),
  });
  // Root is warned of running them as root, which nobody else does.
  const warnings = stdout
    .split('\n')
    .filter((line) => /^warning: /.test(line) && !line.includes('no "user"'));
  expect(warnings).toEqual([]);
});

test.each(examples)('every command that the README of %s names is run by its test', (name) => {
  const test = page(`tests/e2e/examples/${name}.test.ts`);
  const marks = blocksOf(page(`examples/${name}/README.md`)).map(({ mark }) => mark.replace('run: ', ''));
  const typed = [...test.matchAll(/\.type\('(\w+)'\)/g)].map(([, mark]) => mark);
  expect(marks.toSorted()).toEqual(['start', 'stop', 'watch', ...new Set(typed)].toSorted());
});
