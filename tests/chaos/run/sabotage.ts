// Breaks promises on purpose, by hand, as the product never should: an oracle that does not find that out sees nothing.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { signal } from '../../support/scene-processes.ts';
import { TOYS } from '../stage/services.ts';
import type { Stage } from '../stage/stage.ts';

/** Starts copies of a service and ends another one, all without an intent on record; and ends a bystander. */
export function sabotage({ scene, bystanders }: Stage): void {
  const [copied, ended] = TOYS.map(({ key }) => key).filter((key) => scene.living(key).length > 0);
  const env = { PATH: process.env.PATH, WATCHDOG_CONFIG: scene.configPath, WATCHDOG_KEY: copied };
  const copy = () =>
    spawn('sleep', ['60'], { env: { ...env, WATCHDOG_INSTANCE: randomUUID() }, stdio: 'ignore' });
  copy();
  // The service itself may just be on its way out.
  copy();
  for (const actor of scene.living(ended ?? '')) signal(actor, 'SIGKILL');
  process.kill(bystanders[0]?.pid as number, 'SIGTERM');
}
