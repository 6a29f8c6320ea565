// Ends the orphans of one service because somebody asked for it, with its intent on record before the first signal.

import { type Orphan, orphansOf, type Roster } from '../core/orphans.ts';
import { tellDesired } from '../core/tell-desired.ts';
import type { TerminateOutcome } from '../host/host.ts';
import { type Answer, desiredNow } from './errand.ts';
import { remember } from './remember.ts';
import { rosterOf } from './roster.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

/** For a service whose own setting went with it from the config. */
const USUAL_KILL_TIMEOUT_SECONDS = 10;

/** Ends the orphans of a service and what they have borne since; no one who is none. */
export async function endOrphansOf(key: string, world: World): Promise<Answer> {
  const held = whyHeld(key, world);
  if (held !== undefined) return { status: 'failed', message: held };
  // Who is an orphan is known once what is being done to the service is over.
  await world.memory.performances.get(key)?.ended;
  const seen = seeProcesses(world.host);
  if (seen.kind === 'unknown') return { status: 'failed', message: `nothing was ended: ${seen.why}` };
  const roster = rosterOf(world.config, world.store, world.host);
  const orphans = orphansOf(roster, seen.table).filter((one) => one.key === key);
  if (orphans.length === 0) return { status: 'done', message: describeEnd({ kind: 'nothing' }) };
  if (!world.mayAct())
    return { status: 'failed', message: 'left alone: we were told to stop, or have lost the lease' };
  return end(orphans, roster, { key, world });
}

/** Of a service that the config asks for no more nobody could end a hold: it stops nothing. */
function whyHeld(key: string, world: World): string | undefined {
  const desired = desiredNow(world, key);
  const isConfigured = world.config.services.some((one) => one.key === key);
  if (desired.mode !== 'held' || !isConfigured) return undefined;
  const who = `left alone, for ${key} is held ${tellDesired(desired, world.host.now())}`.trimEnd();
  return `${who}; "watchdog release ${key}" ends that`;
}

async function end(
  orphans: readonly Orphan[],
  roster: Roster,
  { key, world }: { readonly key: string; readonly world: World },
): Promise<Answer> {
  const { host, config } = world;
  const service = config.services.find((one) => one.key === key);
  const who = orphans
    .map(({ process, cookie }) => `${process.pid} of ${cookie ?? 'nobody known'}`)
    .join(', ');
  const killTimeoutSeconds = service?.killTimeoutSeconds ?? USUAL_KILL_TIMEOUT_SECONDS;
  world.dueWithin(killTimeoutSeconds * 1000);
  note(world, { key, kind: 'orphans_condemned', message: `to be ended as asked: pid ${who}` });
  const outcome = await host.terminate(
    (table) => orphansOf(roster, table).flatMap((one) => (one.key === key ? [one.process] : [])),
    { killTimeoutSeconds },
  );
  const isDone = outcome.kind !== 'unkillable';
  if (isDone && service === undefined) remember(world, key, { instance: undefined });
  const message = describeEnd(outcome);
  note(world, { key, kind: isDone ? 'orphans_ended' : 'orphans_unkillable', message });
  return { status: isDone ? 'done' : 'failed', message };
}

function note(
  { host, store, log }: World,
  { key, kind, message }: { readonly key: string; readonly kind: string; readonly message: string },
): void {
  store.addEvent({ atMs: host.now().wallMs, key, kind, message });
  log({ level: kind === 'orphans_unkillable' ? 'WARNING' : 'INFO', key, message: `orphans: ${message}` });
}

/** What came of ending them, in words. */
export function describeEnd(outcome: TerminateOutcome): string {
  switch (outcome.kind) {
    case 'nothing':
      return 'nothing of it lived any more';
    case 'ended':
      return `ended ${outcome.count} process(es) ${outcome.forced ? 'with SIGKILL' : 'with SIGTERM'}`;
    case 'unkillable':
      return `still lives: ${outcome.why}`;
  }
}
