// A machine of its own with Debian's cron, a user who is not root, and the installed program: what is needed to see cron
// run the watchdog, without touching the crontabs and users of the machine underneath.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterTest } from './after-test.ts';
import { eventually } from './eventually.ts';
import { install, pack } from './installation.ts';
import { privateCrontab } from './private-crontab.ts';
import { program } from './processes.ts';
import { actorsOf } from './scene-processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

// A number that no user of the machine underneath should have.
const KEEPER = 54_321;
const EXAMPLES = join(import.meta.dirname, '../../examples/services');

/** Cron at work in a world of its own. */
export interface CronWorld {
  readonly configPath: string;
  readonly databasePath: string;
  /** Where all that cron would mail is written instead. */
  readonly mailPath: string;
  /** Ends everything in that world; the end of the test does so too. */
  end(): Promise<void>;
}

/** Why there can be no such world here; undefined when there can. */
export function obstacleToCron(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can make a world for cron';
  if (!existsSync('/usr/sbin/cron')) return 'cron is not installed';
  const { status } = spawnSync('unshare', ['--mount', '--pid', '--fork', '--mount-proc', 'true']);
  return status === 0 ? undefined : 'namespaces cannot be made here';
}

/** Makes the world. In it runs "worker", the shell example, and the user's crontab is what `cron install` with these words makes it. */
export async function startCronWorld(words: readonly string[]): Promise<CronWorld> {
  const folder = temporaryFolder('cron');
  const path: Path = (...names) => join(folder, ...names);
  furnish(path, words);
  const child = enter(path);
  const ended = once(child, 'close');
  const end = async (): Promise<void> => {
    // With its first process the whole world ends, though not in the same instant.
    child.kill('SIGKILL');
    await ended;
    await eventually('nobody of that world lives', () => actorsOf(path(CONFIG)).length === 0);
  };
  afterTest(end);
  await eventually('the service runs, and cron begins', () => existsSync(path('ready')));
  return { configPath: path(CONFIG), databasePath: path('home/watchdog.db'), mailPath: path(MAIL), end };
}

type Path = (...names: readonly string[]) => string;

const CONFIG = 'home/config.json';
const MAIL = 'home/mail';
const BARE_PATH = `${dirname(process.execPath)}:/usr/bin:/bin`;

/** Puts into the folder what the world is to have: the program, the user, his service and his crontab. */
function furnish(path: Path, words: readonly string[]): void {
  chmodSync(path(), 0o755);
  install([pack('.', path())], path('program'), process.execPath);
  for (const name of ['home', 'etc']) mkdirSync(path(name));
  const worker = { heartbeat_path: 'worker.json', commands: { start: './shell-service.sh' } };
  writeFileSync(path(CONFIG), JSON.stringify({ verify_delay: 0.5, processes: { worker } }));
  copyFileSync(join(EXAMPLES, 'shell-service.sh'), path('home/shell-service.sh'));
  // In cron's place: what a job prints is told at once, and not by mail when the job has ended.
  writeFileSync(path('shell'), `#!/bin/sh\nexec /bin/sh "$@" >>${path(MAIL)} 2>&1\n`, { mode: 0o755 });
  writeFileSync(path('crontab'), `SHELL=${path('shell')}\n${lineFor(path, words)}`);
  addUser(path);
  chownSync(path('home'), KEEPER, KEEPER);
}

/** What the installed program itself would have cron do. */
function lineFor(path: Path, words: readonly string[]): string {
  const tab = privateCrontab();
  const watchdog = path('program/node_modules/.bin/watchdog');
  execFileSync(watchdog, ['-c', path(CONFIG), 'cron', 'install', ...words], {
    env: { HOME: path('home'), PATH: `${tab.bin}:${BARE_PATH}` },
  });
  return tab.read() ?? '';
}

function enter(path: Path): ChildProcess {
  const namespaces = ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child=KILL'];
  const env = { WORLD: path(), KEEPER: String(KEEPER), CONFIG: path(CONFIG), BARE_PATH };
  return spawn('unshare', [...namespaces, 'sh', program('cron-world.sh')], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function addUser(path: Path): void {
  const entries = {
    passwd: `keeper:x:${KEEPER}:${KEEPER}::${path('home')}:/bin/sh`,
    group: `keeper:x:${KEEPER}:`,
    shadow: 'keeper:*:19000:0:99999:7:::',
  };
  for (const [name, entry] of Object.entries(entries)) {
    copyFileSync(join('/etc', name), path('etc', name));
    appendFileSync(path('etc', name), `${entry}\n`);
  }
}
