// Who may live, as the config and the record say it.

import type { Config } from '../config/config.ts';
import { isComparable } from '../core/instance.ts';
import type { Roster } from '../core/orphans.ts';
import type { Host } from '../host/host.ts';
import type { Store } from '../store/store.ts';
import { giversOf } from './givers.ts';

/** The roster of this config and this record, for the boot and pid namespace that we are in. */
export function rosterOf(
  { services }: Pick<Config, 'services'>,
  record: Pick<Store, 'loadStates' | 'unfinishedRecoveries' | 'issuedCookies'>,
  host: Pick<Host, 'now' | 'pidNamespace' | 'uid' | 'uidOf'>,
): Roster {
  const here = { bootId: host.now().bootId, pidNamespace: host.pidNamespace };
  const found = [...record.loadStates()].flatMap(([key, { instance }]) =>
    instance !== undefined && isComparable(instance, here) ? [[key, instance] as const] : [],
  );
  const instances = new Map(found);
  const pending = record
    .unfinishedRecoveries()
    .flatMap(({ key, stepRecords }) =>
      stepRecords.flatMap(({ action, cookie }) =>
        action === 'start' && cookie !== undefined ? [{ key, cookie }] : [],
      ),
    );
  return {
    configured: new Set(services.map(({ key }) => key)),
    instances,
    issued: record.issuedCookies(),
    pending,
    givers: (key) =>
      giversOf(
        services.find((one) => one.key === key),
        instances.get(key),
        host,
      ),
  };
}
