// The place where one point is tried: a folder of its own with a config and one service called web, and who must live
// through it. Unlike a scenario it ends when it is told to, for one test uses hundreds of them.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDocument, type Entry } from '../config-document.ts';
import { type Calls, callsIn } from '../scene-calls.ts';
import { type Cast, castOf } from '../scene-cast.ts';
import { type Actor, actorAt } from '../scene-processes.ts';
import { type Traces, tracesIn } from '../scene-traces.ts';

/** A stage, and all that is on it. */
export interface Stage extends Calls, Cast, Traces {
  readonly folder: string;
  readonly configPath: string;
  path(...names: readonly string[]): string;
  /** Lives beside the service, and is none of ours. */
  readonly bystander: Actor;
  /** Who must neither be ended nor stopped: the bystander, and whom an act adds. */
  readonly spared: Actor[];
  /** Who was of the service before the invocation that is interrupted. */
  readonly incumbents: Actor[];
  /** Ends everybody, and removes the folder. */
  end(): Promise<void>;
}

// Brisk, and ready to recover again at once; how often at most, the act that is about giving up holds.
const SETTINGS = {
  consecutive_failures_threshold: 1,
  verify_delay: 0.05,
  kill_timeout: 0.2,
  restart_policy: { backoff_seconds: 0, max_restarts: 4, window_seconds: 86_400 },
};

/** What a stage begins with. */
export interface Beginning {
  /** A folder that is copied. */
  readonly template?: string;
  /** What Node runs there, where that is not the built program. */
  readonly program?: readonly string[] | undefined;
}

/** Opens a stage. */
export function openStage(service: Entry, { template, program }: Beginning = {}): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-point-'));
  if (template !== undefined) cpSync(template, folder, { recursive: true });
  const configPath = join(folder, 'config.json');
  mkdirSync(join(folder, 'heartbeats'), { recursive: true });
  writeFileSync(configPath, configDocument(SETTINGS, { web: service }));
  const calls = callsIn(folder, configPath, program && { program });
  const cast = castOf(folder, configPath);
  const bystander = actorAt(cast.stranger().pid ?? 0);
  if (bystander === undefined) throw new Error('the bystander did not come');
  return {
    folder,
    configPath,
    path: (...names) => join(folder, ...names),
    ...calls,
    ...cast,
    ...tracesIn(folder),
    bystander,
    spared: [bystander],
    incumbents: [],
    end: async () => {
      await calls.endCalls();
      await cast.endEverything();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
