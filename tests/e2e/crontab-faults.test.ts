// What goes wrong around a crontab while `watchdog cron` edits it, and what people do to our line by hand.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invoke, type Result } from '../support/invocation.ts';
import { privateCrontab } from '../support/private-crontab.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';

/** A folder with a config of a service that is only watched. */
function configIn(folder: string): string {
  const path = join(folder, 'config.json');
  mkdirSync(folder, { recursive: true });
  const late = { enabled: false, heartbeat_path: 'late.json', commands: { start: 'true' } };
  // Once a day, so that no cron there is does anything meanwhile.
  writeFileSync(path, JSON.stringify({ check_interval_seconds: 86_400, processes: { late } }));
  return path;
}

function place() {
  const folder = temporaryFolder('crontab-faults');
  const tab = privateCrontab();
  const env = { PATH: `${tab.bin}:/usr/bin:/bin` };
  const cron = (action: string, name = 'one'): Promise<Result> => {
    const configPath = configIn(join(folder, name));
    return invoke(['-c', configPath, 'cron', action], { cwd: folder, env }).ended;
  };
  const lines = () => tab.read()?.trimEnd().split('\n') ?? [];
  return { tab, cron, lines };
}

test('of eight that are put in at the same instant none is lost', async () => {
  const { cron, lines } = place();
  const names = Array.from({ length: 8 }, (_, index) => `config-${index}`);
  const results = await Promise.all(names.map((name) => cron('install', name)));
  expect(results.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  expect(
    lines()
      .map((line) => /config-\d/.exec(line)?.[0])
      .sort(),
  ).toEqual(names);
});

test('it is not called done when the line is gone again by the time it is told', async () => {
  const { cron, tab } = place();
  tab.suffer('undone');
  const { exitCode, stdout } = await cron('install');
  expect(stdout).toContain('changed by somebody else at once');
  expect(exitCode).toBe(1);
});

test.each([
  ['another schedule', (line: string) => line.replace(/^0 0/, '*/7 3')],
  ['a space at its end', (line: string) => `${line}  `],
  ['the end of a line as on Windows', (line: string) => `${line}\r`],
  ['a comment sign in front', (line: string) => `#${line}`],
])('our line is still ours with %s by hand, and is put right by the next install', async (_, edit) => {
  const { cron, lines, tab } = place();
  await cron('install');
  const [line = ''] = lines();
  tab.write(`5 5 * * * theirs\n${edit(line)}\n`);
  expect((await cron('install')).exitCode).toBe(0);
  expect(lines()).toEqual(['5 5 * * * theirs', line]);
});

/** Why there can be no spool of our own; undefined when there can. */
function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'it takes root';
  if (!existsSync('/var/spool/cron/crontabs')) return 'crontab is not installed';
  return spawnSync('unshare', ['--mount', 'true']).status === 0 ? undefined : 'no namespaces here';
}

testUnless(obstacle())('on a full disk the crontab stays as it was, and that is told', () => {
  const folder = temporaryFolder('full-spool');
  const script = `
    set -e
    mount -t tmpfs -o size=16k tmpfs /var/spool/cron/crontabs
    chgrp crontab /var/spool/cron/crontabs
    chmod 1730 /var/spool/cron/crontabs
    printf '# mine\\n5 5 * * * true\\n' | crontab -
    head -c 20000 /dev/zero >/var/spool/cron/crontabs/filler 2>/dev/null || true
    "$@" || echo "it ended with $?"
    crontab -l`;
  const words = [process.execPath, 'dist/watchdog.cjs', '-c', configIn(folder), 'cron', 'install'];
  const { stdout } = spawnSync('unshare', ['--mount', 'sh', '-c', script, 'sh', ...words], {
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/No space left on device\. The crontab is as it was\.\nit ended with 1\n/);
  expect(stdout.endsWith('\n# mine\n5 5 * * * true\n')).toBe(true);
});
