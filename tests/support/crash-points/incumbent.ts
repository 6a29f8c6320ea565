// A service that runs when an act begins: as an earlier invocation has left it, with a cookie, on record or not.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { eventually } from '../eventually.ts';
import { toyCommand } from '../toy-service.ts';
import type { Stage } from './stage.ts';

/** Starts a toy service of which nothing is on record, and waits for its beat. */
export async function start(stage: Stage, program: string): Promise<void> {
  const heartbeat = stage.path('heartbeats', 'web.json');
  rmSync(heartbeat, { force: true });
  const [file = '', ...args] = toyCommand(program);
  const child = spawn(file, args, {
    cwd: stage.folder,
    detached: true,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      WATCHDOG_INSTANCE: randomUUID(),
      WATCHDOG_KEY: 'web',
      WATCHDOG_HEARTBEAT_FILE: heartbeat,
      WATCHDOG_CONFIG: stage.configPath,
    },
  });
  child.unref();
  await eventually('it beats', () => existsSync(heartbeat));
  stage.incumbents.push(...stage.living('web'));
}

/** Has the program start the service of the stage, and find it well: on record, and in a cgroup where there are any. */
export async function startOnRecord(stage: Stage): Promise<void> {
  rmSync(stage.path('heartbeats', 'web.json'), { force: true });
  for (const words of [['on', 'web', '--wait'], ['check']]) {
    const { exitCode, stdout, stderr } = await stage.watchdog(...words);
    if (exitCode !== 0) throw new Error(`the service was not started: ${stdout}${stderr}`);
  }
  stage.incumbents.push(...stage.living('web'));
}
