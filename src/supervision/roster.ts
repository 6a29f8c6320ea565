// Who may live, as the config and the record say it.

import type { Config } from '../config/config.ts';
import { isComparable, type Place } from '../core/instance.ts';
import type { Roster } from '../core/orphans.ts';
import type { Store } from '../store/store.ts';

/** The roster of this config and this record, for the boot and pid namespace that we are in. */
export function rosterOf(
  { services }: Pick<Config, 'services'>,
  record: Pick<Store, 'loadStates' | 'unfinishedRecoveries' | 'issuedCookies'>,
  here: Place,
): Roster {
  const instances = [...record.loadStates()].flatMap(([key, { instance }]) =>
    instance !== undefined && isComparable(instance, here) ? [[key, instance] as const] : [],
  );
  const pending = record
    .unfinishedRecoveries()
    .flatMap(({ key, stepRecords }) =>
      stepRecords.flatMap(({ action, cookie }) =>
        action === 'start' && cookie !== undefined ? [{ key, cookie }] : [],
      ),
    );
  return {
    configured: new Set(services.map(({ key }) => key)),
    instances: new Map(instances),
    issued: record.issuedCookies(),
    pending,
  };
}
