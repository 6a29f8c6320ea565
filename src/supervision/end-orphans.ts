// Ends orphans because somebody asked for it: service by service, each with its intent on record before the first signal.

import { type Orphan, orphansOf, type Roster } from '../core/orphans.ts';
import type { TerminateOutcome } from '../host/host.ts';
import { remember } from './remember.ts';
import type { World } from './world.ts';

/** What came of ending the orphans of one service. */
export interface EndedOrphans {
  readonly key: string;
  readonly ok: boolean;
  readonly message: string;
}

/** For a service whose own setting went with it from the config. */
const USUAL_KILL_TIMEOUT_SECONDS = 10;

/** Ends these orphans and what they have borne since; no one who is none. */
export function endOrphans(
  orphans: readonly Orphan[],
  roster: Roster,
  world: World,
): Promise<readonly EndedOrphans[]> {
  const keys = [...new Set(orphans.map(({ key }) => key))];
  return Promise.all(
    keys.map((key) =>
      endThoseOf(
        key,
        orphans.filter((one) => one.key === key),
        { roster, world },
      ),
    ),
  );
}

async function endThoseOf(
  key: string,
  orphans: readonly Orphan[],
  { roster, world }: { readonly roster: Roster; readonly world: World },
): Promise<EndedOrphans> {
  const { host, config } = world;
  const service = config.services.find((one) => one.key === key);
  const who = orphans
    .map(({ process, cookie }) => `${process.pid} of ${cookie ?? 'nobody known'}`)
    .join(', ');
  const killTimeoutSeconds = service?.killTimeoutSeconds ?? USUAL_KILL_TIMEOUT_SECONDS;
  if (!world.mayAct())
    return { key, ok: false, message: 'left alone: we were told to stop, or have lost the lease' };
  world.dueWithin(killTimeoutSeconds * 1000);
  note(world, { key, kind: 'orphans_condemned', message: `to be ended as asked: pid ${who}` });
  const outcome = await host.terminate(
    (table) => orphansOf(roster, table).flatMap((one) => (one.key === key ? [one.process] : [])),
    { killTimeoutSeconds },
  );
  const ok = outcome.kind !== 'unkillable';
  if (ok && service === undefined) remember(world, key, { instance: undefined });
  const message = describeEnd(outcome);
  note(world, { key, kind: ok ? 'orphans_ended' : 'orphans_unkillable', message });
  return { key, ok, message };
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
