// What the README and the examples show is run as it stands.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WATCHDOG } from '../support/invocation.ts';
import { blocksOf, page, ROOT, rowsOf } from '../support/markdown.ts';
import { type Reader, readerIn } from '../support/reader.ts';
import { castOf } from '../support/scene-cast.ts';
import { actorsOf, signal } from '../support/scene-processes.ts';

const README = page('README.md');
const blocks = blocksOf(README).filter(({ language }) => language === 'sh' || language === 'crontab');

let home: string;
let run: Reader['types'];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'watchdog-readme-'));
  run = readerIn(home).types;
});
afterAll(async () => {
  for (const config of ['watchdog/config.json', 'examples/services/config.json'])
    await castOf(home, join(home, config)).endEverything();
  rmSync(home, { recursive: true });
});

test('the README says of every block of commands how it is run, or why it is not', () => {
  const unmarked = blocks.filter(({ mark }) => !/^(run$|run: .|not run: .)/.test(mark));
  expect(unmarked.map(({ text }) => text)).toEqual([]);
});

test('two commands show the main job: a service killed with -9 is recovered', () => {
  const [first] = blocks;
  expect(first?.text).toBe('npm ci && npm run demo\n');
  const { output, failures } = run('npm run demo', ROOT);
  expect({ output, failures }).toMatchObject({
    output: expect.stringContaining('Recovered: pid '),
    failures: '',
  });
  expect(output).toContain('Nothing is left running');
});

test('the first five minutes go as the README tells them', () => {
  for (const { mark, text } of blocks.filter(
    (one) => one.mark.startsWith('run') && !one.text.startsWith('npm'),
  )) {
    const expected = /exits ([\d, ]+) on the way/.exec(mark)?.[1]?.replaceAll(',', '') ?? '';
    const { output, failures } = run(text, home);
    expect({ output, failures }).toEqual({ output, failures: expected });
  }
  const { output } = run('cd ~/watchdog; watchdog status', home);
  expect(output).toMatch(/^worker\tstopped\t/);
});

test('the services in Node, Python and shell are started, found dead, and healthy again', () => {
  const folder = join(home, 'examples/services');
  cpSync(join(ROOT, 'examples/services'), folder, { recursive: true });
  const begin = run('watchdog start-all --wait', folder);
  expect(begin).toEqual({
    output: expect.stringMatching(/(.*: started pid \d+; healthy .*\n){3}/),
    failures: '',
  });
  const first = actorsOf(join(folder, 'config.json'));
  for (const actor of first) signal(actor, 'SIGKILL');
  const again = run('watchdog check; watchdog check; watchdog start-all --wait; watchdog status', folder);
  expect(again.output.match(/\trunning\thealthy\t/g)).toHaveLength(3);
  expect(run('watchdog stop-all', folder).failures).toBe('');
  expect(actorsOf(join(folder, 'config.json'))).toEqual([]);
});

test('the README lists the verbs that the program has', () => {
  const help = execFileSync(process.execPath, [WATCHDOG, '--help'], { encoding: 'utf8' });
  const known = [...help.matchAll(/^ {2}watchdog ([a-z-]+)/gm)].map(([, verb]) => verb);
  const told = rowsOf(README).flatMap(([cell = '']) => /^`watchdog ([a-z-]+)/.exec(cell)?.[1] ?? []);
  expect(told.sort()).toEqual(known.sort());
});
