// Ends the commands of checks that an invocation which died has left running: nobody waits for what they say. Knows them by their
// mark, which only who holds the lease gives: others may be looking at this very moment.

import type { Probe } from '../config/check.ts';
import type { ProcessFacts } from '../core/process.ts';
import { stepTreeOf } from '../core/tree.ts';
import { HOLDERS_CHECK } from './check-means.ts';
import { describeEnd } from './end-orphans.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

const KILL_TIMEOUT_SECONDS = 1;

/** Ends them, where there are any; to be called before a check of ours is begun. Where no check runs a command nothing is looked at. */
export function endLeftChecks({
  config,
  host,
  log,
}: Pick<World, 'config' | 'host' | 'log'>): Promise<void> | undefined {
  const isAny = config.services.some(({ checks }) =>
    checks.some(({ probe, fallback }) => runsCommand(probe) || runsCommand(fallback)),
  );
  const seen = isAny ? seeProcesses(host) : undefined;
  if (seen?.kind !== 'seen') return undefined;
  const marks = new Set(seen.table.flatMap((row) => leftMark(row, config.path) ?? []));
  return marks.size === 0 ? undefined : endAll(marks, { host, log });
}

async function endAll(marks: ReadonlySet<string>, { host, log }: Pick<World, 'host' | 'log'>): Promise<void> {
  const outcome = await host.terminate((table) => [...marks].flatMap((mark) => stepTreeOf(mark, table)), {
    killTimeoutSeconds: KILL_TIMEOUT_SECONDS,
  });
  const level = outcome.kind === 'unkillable' ? 'WARNING' : 'INFO';
  log({ level, message: `commands of checks of an invocation that died: ${describeEnd(outcome)}` });
}

function runsCommand(probe: Probe | undefined): boolean {
  return probe?.kind === 'command' || (probe?.kind === 'progress' && probe.source.kind === 'command');
}

function leftMark({ marks }: ProcessFacts, configPath: string): string | undefined {
  const isOurs = marks?.config === configPath && marks.instance === undefined;
  return isOurs && marks.step?.startsWith(HOLDERS_CHECK) ? marks.step : undefined;
}
