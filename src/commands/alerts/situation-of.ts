// Puts together how things are when it is decided what to tell.

import type { Config, Service } from '../../config/config.ts';
import type { Situation, Subject } from '../../core/alerts/situation.ts';
import { underHold } from '../../core/desired.ts';
import type { ServiceState } from '../../core/service-state.ts';
import { windowTeller } from '../../maintenance-window.ts';
import { checkedServices } from '../../supervision/world.ts';
import type { Desk } from './desk.ts';

/** How things are now; `unknownSince` is since when services have been unknown. */
export function situationOf(
  desk: Desk,
  unknownSince: ReadonlyMap<string, number>,
  nextIncidentId: number,
): Situation {
  const { config, host, memory } = desk;
  const { incident, troubles } = memory.brakes;
  const atMs = host.now().wallMs;
  const maintained = inMaintenance(config, atMs);
  const subjects = checkedServices(config).map((service) =>
    subjectOf(service, desk, {
      isInMaintenance: maintained.has(service.key),
      unknownSinceMs: longEnough(unknownSince.get(service.key), atMs, desk),
    }),
  );
  return {
    atMs,
    subjects: new Map(subjects.map((subject) => [subject.key, subject])),
    isHostTroubled: incident !== undefined || troubles.length > 0,
    nextIncidentId,
  };
}

/** The keys of services that are in a maintenance window. */
export function inMaintenance({ services }: Pick<Config, 'services'>, atMs: number): ReadonlySet<string> {
  const tellWindow = windowTeller(atMs);
  const found = services.filter(({ maintenance }) => maintenance && tellWindow(maintenance) !== undefined);
  return new Set(found.map(({ key }) => key));
}

function longEnough(sinceMs: number | undefined, atMs: number, { alerting }: Desk): number | undefined {
  const isLong = sinceMs !== undefined && atMs - sinceMs >= alerting.unknownAfterSeconds * 1000;
  return isLong ? sinceMs : undefined;
}

function subjectOf(
  service: Service,
  { memory, store }: Desk,
  seen: Pick<Subject, 'isInMaintenance' | 'unknownSinceMs'>,
): Subject {
  const { key, tags, critical: isCritical } = service;
  const state = memory.states.get(key);
  const reason: string | undefined = store.lastMarks().get(key)?.reason;
  return {
    key,
    tags,
    isCritical,
    dependsOn: service.dependsOn.map((dependency) => dependency.key),
    isUp: state?.up === true,
    calledOff: calledOff(state, reason),
    ...seen,
  };
}

function calledOff(state: ServiceState | undefined, reason: string | undefined): string | undefined {
  if (state !== undefined && underHold(state.desired).mode === 'off') return 'it was switched off';
  return reason === 'ended_cleanly' ? 'it has ended on purpose' : undefined;
}
