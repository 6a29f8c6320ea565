// On a real terminal: 80 columns are enough, and colours are for those who want them.

import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const [PYTHON = ''] = toyCommand('beat');
const SPAWN = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
const TERMINAL = [PYTHON, '-c', SPAWN, 'sh', '-c', 'stty cols 80; exec "$@"', 'sh'];
const ESCAPE = '\u001b[';

async function sceneInTrouble(): Promise<Scene> {
  const failing = `echo "${'the port is taken by somebody else, '.repeat(6)}" >&2; exit 9`;
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web-frontend-production')
    .service('data-pipeline-ingest-001', { commands: { start: failing } })
    .service('dependent', { program: 'beat', depends_on: ['data-pipeline-ingest-001'] })
    .open();
  await scene.check();
  await scene.healthy('web-frontend-production');
  return scene;
}

function statusOn(scene: Scene, env: Readonly<Record<string, string>>): Promise<Result> {
  return scene.begin(['status'], { wrapper: TERMINAL, env: { TERM: 'xterm', ...env } }).ended;
}

test('nothing of a table with trouble in it is wider than 80 columns, and the reasons are told below', async () => {
  const scene = await sceneInTrouble();
  const { stdout } = await statusOn(scene, { NO_COLOR: '1' });
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines[0]).toMatch(/^SERVICE +STATE .* NEXT$/);
  expect(stdout).toMatch(/^ {2}data-pipeline-ingest-001: \w+: /m);
  expect(stdout).toMatch(/^ {2}dependent: dependency_down: data-pipeline-ingest-001 is not healthy\r$/m);
});

test.each([
  ['status data-pipeline-ingest-001', /^why /m],
  ['status web-frontend-production', /^process +\d/m],
  ['check --dry-run', /^data-pipeline-ingest-001: /m],
])('nothing that %s says is wider than 80 columns', async (words, expected) => {
  const scene = await sceneInTrouble();
  const env = { TERM: 'xterm', NO_COLOR: '1' };
  const { stdout } = await scene.begin(words.split(' '), { wrapper: TERMINAL, env }).ended;
  expect(stdout).toMatch(expected);
  const lines = stdout.trimEnd().split('\r\n');
  // A path stays whole behind its label, to be copied.
  const isPath = (line: string) => /^(\w+ +)?\S+$/.test(line.trim());
  expect(lines.filter((line) => line.length > 80 && !isPath(line))).toEqual([]);
});

test.each([
  ['doctor', {}],
  ['validate', {}],
  ['validate', { consecutive_failures_treshold: 2 }],
])('nor what %s says of a config with %j', async (words, settings) => {
  const start = { commands: { start: 'nohup nowhere &' } };
  const scene = scenario(settings).service('web-frontend-production', start).open();
  const env = { TERM: 'xterm', NO_COLOR: '1', NODE_EXTRA_CA_CERTS: '/dev/null' };
  const { stdout } = await scene.begin([words], { wrapper: TERMINAL, env }).ended;
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines.length).toBeGreaterThan(3);
  const hasSpace = (line: string) => / /.test(line.trim());
  expect(lines.filter((line) => line.length > 80 && hasSpace(line))).toEqual([]);
});

test('rows are coloured by how the service is, unless NO_COLOR is set or nobody looks', async () => {
  const scene = await sceneInTrouble();
  const { stdout } = await statusOn(scene, {});
  const colours = stdout.split('\r\n').map((line) => (line.startsWith(ESCAPE) ? line.slice(2, 4) : ''));
  expect(colours.slice(0, 4)).toEqual(['', '32', '31', '31']);
  expect((await statusOn(scene, { NO_COLOR: '1' })).stdout).not.toContain(ESCAPE);
  expect((await scene.watchdog('status')).stdout).not.toContain(ESCAPE);
});

test('the past is told within 80 columns, and coloured for those who want that', async () => {
  const scene = await sceneInTrouble();
  const shown = async (words: string, env: Readonly<Record<string, string>>) =>
    (await scene.begin(words.split(' '), { wrapper: TERMINAL, env: { TERM: 'xterm', ...env } }).ended).stdout;
  for (const words of ['history data-pipeline-ingest-001', 'summary', 'events']) {
    const plain = await shown(words, { NO_COLOR: '1' });
    expect(plain).toContain('data-pipeline-ingest-001');
    expect(plain).not.toContain(ESCAPE);
    const lines = plain.trimEnd().split('\r\n');
    // What was printed without a space in it stays whole.
    expect(lines.filter((line) => line.length > 80 && !/^\s*(\| )?\S+$/.test(line))).toEqual([]);
  }
  expect(await shown('summary', {})).toMatch(
    new RegExp(`^${ESCAPE.replace('[', '\\[')}33mdata-pipeline`, 'm'),
  );
});
