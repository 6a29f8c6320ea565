// Ends what was replaced while it hung, and woke beside the instance that took its place: it must not work on.
// Looked for only where something is amiss; what cannot be told for certain is left alone, what cannot be ended tried rarely.

import type { Service } from '../config/config.ts';
import { afterFailure, isToWait } from '../core/fence.ts';
import type { Orphan, Roster } from '../core/orphans.ts';
import { earlierCookies, supersededOf } from '../core/superseded.ts';
import { describeEnd } from './end-orphans.ts';
import type { Finding } from './finding.ts';
import { rosterOf } from './roster.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

/** Whether the beat of a superseded instance may be behind a finding: nothing was decided, for nothing could be told. */
export function mayBeSuperseded({ before, judged, decision, maintenance }: Finding): boolean {
  const isUntold = judged.verdict === 'unknown' || judged.verdict === 'starting';
  return (
    isUntold && maintenance === undefined && before.desired.mode === 'on' && decision.action.kind === 'none'
  );
}

/** Reports and ends what lives of superseded instances of these services; each is on record before its first signal. */
export async function fence(keys: readonly string[], world: World): Promise<void> {
  const { config, host, memory, store } = world;
  const roster = rosterOf(
    config,
    {
      loadStates: () => memory.states,
      unfinishedRecoveries: store.unfinishedRecoveries,
      issuedCookies: store.issuedCookies,
    },
    host,
  );
  const services = config.services.filter(
    ({ key }) => keys.includes(key) && earlierCookies(key, roster).length > 0,
  );
  const seen = services.length > 0 ? seeProcesses(host) : undefined;
  if (seen?.kind !== 'seen') return;
  await Promise.all(
    services.map(async (service) => {
      const found = supersededOf(service.key, roster, seen.table);
      const processes = found.map(({ process }) => process);
      const isVain = isToWait(store.loadFence(service.key), processes, host.now());
      if (found.length > 0 && !isVain) await end(service, found, { roster, world });
    }),
  );
}

async function end(
  service: Service,
  found: readonly Orphan[],
  { roster, world }: { readonly roster: Roster; readonly world: World },
): Promise<void> {
  const { key } = service;
  const who = found.map(({ process, cookie }) => `pid ${process.pid} of ${cookie}`).join(', ');
  const successor = roster.instances.get(key)?.leader.pid;
  const ended = `ended, for pid ${successor} has taken its place`;
  note(world, { key, kind: 'superseded', message: `superseded instance alive: ${who}; ${ended}` });
  world.dueWithin(service.killTimeoutSeconds * 1000);
  const outcome = await world.host.terminate(
    (table) => supersededOf(key, roster, table).map(({ process }) => process),
    service,
  );
  const { store, host } = world;
  const hasFailed = outcome.kind === 'unkillable';
  const left = found.map(({ process }) => process);
  store.saveFence(key, hasFailed ? afterFailure(store.loadFence(key), left, host.now()) : undefined);
  const kind = hasFailed ? 'superseded_unkillable' : 'superseded_ended';
  note(world, { key, kind, message: describeEnd(outcome) });
}

function note(
  { host, store, log }: World,
  { key, kind, message }: { readonly key: string; readonly kind: string; readonly message: string },
): void {
  store.addEvent({ atMs: host.now().wallMs, key, kind, message });
  log({ level: 'WARNING', key, message });
}
