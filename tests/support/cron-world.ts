// A machine of its own with Debian's cron, a user who is not root, and the installed program: what is needed to see cron
// run the watchdog, without touching the crontabs and users of the machine underneath.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, pack } from './installation.ts';
import { program } from './processes.ts';

// A number that no user of the machine underneath should have.
const KEEPER = 54_321;
const EXAMPLES = join(import.meta.dirname, '../../examples/services');

/** Cron at work in a world of its own. */
export interface CronWorld {
  readonly configPath: string;
  readonly databasePath: string;
  /** Where all that cron would mail is written instead. */
  readonly mailPath: string;
  /** Ends everything in that world, and removes what is left. */
  end(): Promise<void>;
}

/** Why there can be no such world here; undefined when there can. */
export function obstacleToCron(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can make a world for cron';
  if (!existsSync('/usr/sbin/cron')) return 'cron is not installed';
  const { status } = spawnSync('unshare', ['--mount', '--pid', '--fork', '--mount-proc', 'true']);
  return status === 0 ? undefined : 'namespaces cannot be made here';
}

/** Makes the world. In it runs "worker", the shell example, and what follows `watchdog -c …` in the user's crontab is `words`. */
export function startCronWorld(words: string): CronWorld {
  const world = mkdtempSync(join(tmpdir(), 'watchdog-cron-'));
  const path = (...names: string[]): string => join(world, ...names);
  const configPath = path('home/config.json');
  const mailPath = path('home/mail');
  chmodSync(world, 0o755);
  install([pack('.', world)], path('program'), process.execPath);
  for (const name of ['home', 'etc']) mkdirSync(path(name));
  const worker = { heartbeat_path: 'worker.json', commands: { start: './shell-service.sh' } };
  writeFileSync(configPath, JSON.stringify({ verify_delay: 0.5, processes: { worker } }));
  copyFileSync(join(EXAMPLES, 'shell-service.sh'), path('home/shell-service.sh'));
  // In cron's place: what a job prints is told at once, and not by mail when the job has ended.
  writeFileSync(path('shell'), `#!/bin/sh\nexec /bin/sh "$@" >>${mailPath} 2>&1\n`, { mode: 0o755 });
  const barePath = `${dirname(process.execPath)}:/usr/bin:/bin`;
  const jobPath = `${path('program/node_modules/.bin')}:${barePath}`;
  writeFileSync(
    path('crontab'),
    `SHELL=${path('shell')}\nPATH=${jobPath}\n* * * * * watchdog -c ${configPath} ${words}\n`,
  );
  addUser(path);
  chownSync(path('home'), KEEPER, KEEPER);
  const child = spawn(
    'unshare',
    ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child=KILL', 'sh', program('cron-world.sh')],
    {
      env: {
        PATH: process.env.PATH,
        WORLD: world,
        KEEPER: String(KEEPER),
        CONFIG: configPath,
        BARE_PATH: barePath,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  return {
    configPath,
    databasePath: path('home/watchdog.db'),
    mailPath,
    end: async () => {
      // With its first process the whole world ends.
      child.kill('SIGKILL');
      await ended;
      rmSync(world, { recursive: true });
    },
  };
}

function addUser(path: (...names: string[]) => string): void {
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
