// Every language that has a writer of ours, and how its driver is made and started.

import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

const WRITERS = join(import.meta.dirname, '../../examples/writers');
const DRIVERS = join(import.meta.dirname, 'drivers');
const PACKAGE = join(import.meta.dirname, '../../heartbeat-writer/dist/heartbeat-writer.cjs');

/** A language with a writer. */
export interface Language {
  readonly name: string;
  /** The program without which nothing of it can be tried, and words with which it only says that it is there. */
  readonly needs: readonly [program: string, ...words: string[]];
  /** Makes the driver in a folder; answers the command that starts it, to which a folder and a key may be added. */
  make(folder: string): readonly string[];
  /** How many beats it makes in a good second. */
  readonly spin: number;
}

/** Why a language cannot be tried here; undefined where it can. */
export function whyNot({ needs: [program, ...words] }: Language): string | undefined {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0 ? undefined : `there is no ${program}`;
}

/** Compiled from the writer and its driver, both copied beside each other. */
function compiled(folder: string, files: readonly string[], compiler: readonly string[]): void {
  for (const file of files)
    copyFileSync(join(file.startsWith('river', 1) ? DRIVERS : WRITERS, file), join(folder, file));
  const [program = '', ...words] = compiler;
  execFileSync(program, words, {
    cwd: folder,
    env: { ...process.env, GOCACHE: join(folder, 'cache') },
    stdio: 'pipe',
  });
}

/** Itself: some machines have a slow shim in its place. */
function interpreter(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}

/** All of them. */
export const LANGUAGES: readonly Language[] = [
  {
    name: 'Node',
    needs: ['node', '--version'],
    spin: 800,
    make: () => ['node', join(DRIVERS, 'driver.cjs'), PACKAGE],
  },
  {
    name: 'Python',
    needs: ['python3', '--version'],
    spin: 800,
    make: () => [interpreter(), join(DRIVERS, 'driver.py'), WRITERS],
  },
  {
    name: 'shell',
    needs: ['sh', '-c', ':'],
    spin: 15,
    make: () => ['sh', join(DRIVERS, 'driver.sh'), WRITERS],
  },
  {
    name: 'Ruby',
    needs: ['ruby', '--version'],
    spin: 800,
    make: () => ['ruby', join(DRIVERS, 'driver.rb'), WRITERS],
  },
  {
    name: 'Go',
    needs: ['go', 'version'],
    spin: 800,
    make: (folder) => {
      compiled(
        folder,
        ['driver.go', 'heartbeat.go'],
        ['go', 'build', '-o', 'driver', 'driver.go', 'heartbeat.go'],
      );
      return [join(folder, 'driver')];
    },
  },
  {
    name: 'Rust',
    needs: ['rustc', '--version'],
    spin: 800,
    make: (folder) => {
      compiled(
        folder,
        ['driver.rs', 'heartbeat.rs'],
        ['rustc', '--edition', '2021', '-D', 'warnings', 'driver.rs'],
      );
      return [join(folder, 'driver')];
    },
  },
  {
    name: 'Java',
    needs: ['javac', '-version'],
    spin: 800,
    make: (folder) => {
      compiled(
        folder,
        ['Driver.java', 'HeartbeatWriter.java'],
        ['javac', 'Driver.java', 'HeartbeatWriter.java'],
      );
      return ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', folder, 'Driver'];
    },
  },
];
