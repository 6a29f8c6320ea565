import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedPackage } from './support/installed-package.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const installed = installedPackage();
const folder = temporaryFolder();
const resolve = createRequire(import.meta.url).resolve;
const fromRoot = (path: string) => join(dirname(resolve('typescript/package.json')), '../..', path);

const doors = [
  ['import', 'program.mjs', `import { HeartbeatWriter } from 'heartbeat-writer';`],
  ['require', 'program.cjs', `const { HeartbeatWriter } = require('heartbeat-writer');`],
] as const;

const program = `
  const [, , heartbeatDir] = process.argv;
  const writer = new HeartbeatWriter({ heartbeatDir, processKey: 'api', minIntervalMs: 600_000 });
  console.log(HeartbeatWriter.name, writer.beat({ progress: 1 }), writer.start({ everySeconds: 60 }));
  writer.beat('ending');
  writer.beat('ending');
`;

function runThrough(node: string, name: string, door: string): string {
  const path = join(installed().project, name);
  writeFileSync(path, door + program);
  return execFileSync(node, [path, folder()], { encoding: 'utf8', timeout: 30_000 });
}

describe('the package', () => {
  test.each(doors)('beats through %s, and its timers keep no process alive', (_how, name, door) => {
    expect(runThrough(process.execPath, name, door)).toBe('HeartbeatWriter true true\n');
    expect(readHeartbeat(join(folder(), 'api.json'))).toMatchObject({
      status: 'ending',
      iteration: 3,
      progress: 1,
    });
  });

  test('beats through both doors on the oldest Node that it promises, 16.0.0', () => {
    const prefix = mkdtempSync(join(tmpdir(), 'heartbeat-writer-node-'));
    try {
      const oldest = `node16@npm:node-${process.platform}-${process.arch}@16.0.0`;
      const options = ['--prefix', prefix, '--no-audit', '--no-fund', '--prefer-offline', '--silent'];
      execFileSync('npm', ['install', oldest, ...options]);
      const node = join(prefix, 'node_modules/node16/bin/node');
      expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toBe('v16.0.0\n');
      for (const [, name, door] of doors)
        expect(runThrough(node, name, door)).toBe('HeartbeatWriter true true\n');
    } finally {
      rmSync(prefix, { recursive: true });
    }
  });

  test('has one class, whichever way it was loaded', () => {
    const path = join(installed().project, 'both.mjs');
    writeFileSync(
      path,
      `import { HeartbeatWriter } from 'heartbeat-writer';
       import { createRequire } from 'node:module';
       console.log(createRequire(import.meta.url)('heartbeat-writer').HeartbeatWriter === HeartbeatWriter);`,
    );
    expect(execFileSync(process.execPath, [path], { encoding: 'utf8' })).toBe('true\n');
  });

  test('ships less than 6 kB of source, both doors and the types together, and nothing else', () => {
    const dist = join(installed().folder, 'dist');
    const names = [
      'heartbeat-writer.cjs',
      'heartbeat-writer.d.cts',
      'heartbeat-writer.d.mts',
      'heartbeat-writer.mjs',
    ];
    expect(readdirSync(dist).sort()).toEqual(names);
    expect(readdirSync(installed().folder).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const sizes = names.map((name) => statSync(join(dist, name)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(6 * 1024);
  });

  test('needs no other package and no script at its installation', () => {
    const manifest = JSON.parse(readFileSync(join(installed().folder, 'package.json'), 'utf8'));
    for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies'])
      expect(manifest).not.toHaveProperty(field);
    expect(Object.keys(manifest.scripts)).toEqual(['build', 'prepack']);
    expect(manifest.engines).toEqual({ node: '>=16' });
  });

  test.each(['consumer.mts', 'consumer.cts'])(
    'has types that hold in %s, without the types of Node',
    (name) => {
      const path = join(installed().project, name);
      writeFileSync(
        path,
        `import { type Beat, HeartbeatWriter, type HeartbeatWriterOptions } from 'heartbeat-writer';
       const options: HeartbeatWriterOptions = { heartbeatDir: '/tmp', processKey: 'api', onError: (error) => error.message };
       const writer: HeartbeatWriter = new HeartbeatWriter(options);
       const beat: Beat = { progress: 1 };
       const results: boolean[] = [writer.beat(), writer.beat('error'), writer.beat(beat), writer.stop()];
       const started: boolean = writer.start({ everySeconds: 10 });
       const seen: [string, number] = [writer.heartbeatPath, writer.iterationCount];
       HeartbeatWriter.fromEnvironment({ heartbeatDir: '/tmp' }).beat();
       // @ts-expect-error: the folder is required
       new HeartbeatWriter({ processKey: 'api' });
       // @ts-expect-error: progress is a number
       writer.beat({ progress: '1' });
       // @ts-expect-error: the path is not the app's to change
       writer.heartbeatPath = '/etc';
       export const all = [results, started, seen];`,
      );
      const options = [
        '--noEmit',
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2021',
        '--types',
        '',
        '--ignoreConfig',
      ];
      execFileSync(process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), ...options, path], {
        stdio: 'inherit',
      });
    },
  );

  test.each([
    ['publint', ['run', '--strict']],
    ['attw', ['--no-emoji', '--format', 'ascii']],
  ] as const)('is found sound by %s', (tool, args) => {
    const bin = fromRoot(`node_modules/.bin/${tool}`);
    expect(existsSync(bin)).toBe(true);
    execFileSync(bin, tool === 'attw' ? [installed().tarball, ...args] : [...args, installed().tarball]);
  });
});
