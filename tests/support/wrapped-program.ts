// A program that runs under `watchdog run` in a scene: what is beaten for it, and who it is.

import { existsSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';
import type { Scene } from './scenario.ts';

/** The last beat of the service `web`; empty where there is none. */
export function beatOf(scene: Scene): Record<string, unknown> {
  const path = scene.path('heartbeats', 'web.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** The pid that the program has written to a file of that name. */
export async function pidIn(scene: Scene, name = 'pid'): Promise<number> {
  const text = await eventually('it has begun', () => {
    return existsSync(scene.path(name)) && readFileSync(scene.path(name), 'utf8').trim();
  });
  return Number(text);
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    return !/^[ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1] ?? 'Z');
  } catch {
    return false;
  }
}
