// What is published works where it is installed, and an installation that cannot work says so in words.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedLoadIn } from '../support/cached-load.ts';
import { eventually } from '../support/eventually.ts';
import { fetchNode, type Installation, install, type Printed, pack } from '../support/installation.ts';
import { testUnless } from '../support/test-unless.ts';

const isNode20 = process.versions.node.startsWith('20.');
const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'watchdog-packaging-'));
const { tarballs, node22, node24, here } = setUp();

afterAll(clear);

/** What the tests share, and what decides which of them there are; without it there is none, and nobody to clear up. */
function setUp() {
  try {
    const packed = [pack('.', folder), pack('heartbeat-writer', folder)] as const;
    return {
      tarballs: packed,
      node22: attempt(() => fetchNode(22, join(folder, 'node22'))),
      node24: attempt(() => fetchNode(24, join(folder, 'node24'))),
      here: install(packed, join(folder, 'here'), process.execPath),
    };
  } catch (error) {
    clear();
    throw error;
  }
}

function clear(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** What a step of the set-up gave; or why the registry could not give it, to name what is skipped for it. */
function attempt(fetch: () => string): { readonly path: string } | { readonly missing: string } {
  try {
    return { path: fetch() };
  } catch (error) {
    return { missing: String(error).split('\n')[0] ?? '' };
  }
}

/** A test of our Node 20's installation, or of another one, under another Node. */
function testOn(node: typeof node22, title: string, body: (path: string) => void | Promise<void>): void {
  const missing = 'path' in node ? undefined : `this Node cannot be had: ${node.missing}`;
  const whyNot = isNode20 ? missing : 'the tests do not run on Node 20';
  testUnless(whyNot)(title, async () => body('path' in node ? node.path : ''));
}

const DOORS = {
  imports: `import { HeartbeatWriter } from 'heartbeat-writer';`,
  requires: `const { HeartbeatWriter } = require('heartbeat-writer');`,
};

/** Two services, one for each door of the writer, that beat for as long as they live. */
function configure({ folder: project }: Installation, node: string): void {
  const processes = Object.entries(DOORS).map(([key, door]) => {
    const script = `${key}.${key === 'imports' ? 'mjs' : 'cjs'}`;
    const body = `HeartbeatWriter.fromEnvironment().start({ everySeconds: 0.2 });\nsetInterval(() => {}, 1000);\n`;
    writeFileSync(join(project, script), `${door}\n${body}`);
    return [key, { heartbeat_path: `${key}.json`, commands: { start: [node, script] } }];
  });
  const settings = { verify_delay: 0.2, consecutive_failures_threshold: 1 };
  const config = { ...settings, processes: Object.fromEntries(processes) };
  writeFileSync(join(project, 'config.json'), JSON.stringify(config));
}

async function recoverOnce(installation: Installation, node: string): Promise<void> {
  configure(installation, node);
  const watchdog = (...words: string[]) => installation.watchdog(node, ...words);
  const pids = () => JSON.parse(watchdog('status', '--json').stdout).services.map(pidWhenHealthy);
  try {
    expect(watchdog('start-all', '--wait')).toMatchObject({ status: 0, stderr: '' });
    const before = pids();
    for (const pid of before) process.kill(pid, 'SIGKILL');
    watchdog('check');
    const after = await eventually('both are healthy again', () => {
      const found = pids();
      return found.every((pid: number | undefined) => pid !== undefined) && found;
    });
    expect(after).toHaveLength(2);
    expect(after).not.toEqual(expect.arrayContaining(before));
    const relief = expect.stringMatching(/^imports: recovered: .*\nrequires: recovered: .*\n$/);
    expect(watchdog('check')).toMatchObject({ status: 0, stdout: '', stderr: relief });
    expect(watchdog('check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  } finally {
    watchdog('stop-all');
  }
}

function pidWhenHealthy({ verdict, pid }: { verdict: string; pid: number }): number | undefined {
  return verdict === 'healthy' ? pid : undefined;
}

function expectRefusal({ status, stdout, stderr }: Printed, words: string): void {
  expect({ status, stdout }).toEqual({ status: 70, stdout: '' });
  expect(stderr).toMatch(/^watchdog: better-sqlite3: /);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
}

test('the tarball holds what an operator needs, and nothing else', () => {
  const listed = execFileSync('tar', ['-tzf', tarballs[0]], { encoding: 'utf8' });
  expect(listed.trim().split('\n').sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'config.example.json',
      'config.schema.json',
      'dist/asked-alerts.cjs',
      'dist/asked-menu.cjs',
      'dist/asked-metrics.cjs',
      'dist/asked-ping.cjs',
      'dist/asked-questions.cjs',
      'dist/asked-trouble.cjs',
      'dist/beat.cjs',
      'dist/cli.cjs',
      'dist/config-parser.cjs',
      'dist/config-validator.cjs',
      'dist/cron-windows.cjs',
      'dist/mail.cjs',
      'dist/run.cjs',
      'dist/third-party-licenses.txt',
      'dist/tick.cjs',
      'dist/watchdog.cjs',
      'docs/alerts.md',
      'docs/configuration.md',
      'docs/exit-codes.md',
      'docs/heartbeat-protocol.md',
      'docs/history.md',
      'docs/json-output.md',
      'docs/metrics.md',
      'man/watchdog.1',
      'package.json',
    ].map((name) => `package/${name}`),
  );
});

test('the licences of all that is bundled go with it', () => {
  const notices = execFileSync('tar', ['-xzOf', tarballs[0], 'package/dist/third-party-licenses.txt'], {
    encoding: 'utf8',
  });
  for (const name of [
    'proper-lockfile',
    'yargs',
    '@clack/prompts',
    'jsonc-parser',
    'p-limit',
    'ink',
    'react',
    'yoga-layout',
  ])
    expect(notices).toContain(`---- ${name} `);
  expect(notices.match(/^---- /gm)?.length).toBe(
    notices.match(/^\s*Permission (is hereby granted|to use)/gm)?.length,
  );
});

test('the installed program tells its version by its name', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(here.watchdog(process.execPath, '--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
});

test('the installed program recovers services that import and require the installed writer', async () => {
  await recoverOnce(here, process.execPath);
});

test('an addon whose compiled part npm was kept from building is told in words', () => {
  configure(here, process.execPath);
  const hidden = `${here.addonBinaries}.hidden`;
  renameSync(here.addonBinaries, hidden);
  try {
    expectRefusal(here.watchdog(process.execPath, 'check'), 'its compiled part is missing');
    expectRefusal(here.watchdog(process.execPath, 'on', 'imports'), 'its compiled part is missing');
  } finally {
    renameSync(hidden, here.addonBinaries);
  }
});

testOn(node22, 'an addon that was built for another Node is told in words', (node) => {
  configure(here, node);
  expectRefusal(here.watchdog(node, 'check'), 'built for another version of Node');
});

testOn(node22, 'on Node 22 code is cached only in a folder that nobody else can write', (node) => {
  chmodSync(folder, 0o755);
  const { load, own, kept, giveAway } = cachedLoadIn(folder);
  load({ node });
  expect(kept()).not.toEqual([]);
  for (const mode of [0o770, 0o707]) {
    rmSync(own(), { recursive: true });
    mkdirSync(own());
    giveAway(own());
    chmodSync(own(), mode);
    load({ node });
    expect(kept()).toEqual([]);
  }
});

testOn(node24, 'an addon too old for Node 24 is told in words, and does not crash it', (node) => {
  configure(here, node);
  for (const verb of ['check', 'status', '--version'])
    expectRefusal(here.watchdog(node, verb), 'version 13 or newer is needed');
});

testOn(
  node24,
  'on Node 24 npm picks better-sqlite3 13, and the program recovers services with it',
  async (node) => {
    const there = install(tarballs, join(folder, 'there'), node);
    expect(there.addonVersion).toMatch(/^13\./);
    await recoverOnce(there, node);
    expectRefusal(there.watchdog(process.execPath, 'check'), 'version 13 needs Node 22.14 or newer');
  },
);
