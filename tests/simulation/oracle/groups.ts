// R4: of a group that is restarted together all are ended, the last one first, before the first one starts; and each starts when
// those before it have. What is counted against a group is counted like what is counted against a service.

import type { Config, Service } from '../../../src/config/config.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import type { Witness } from './witness.ts';

/** Judges the turns of the members. */
export interface GroupCheck {
  /** An invocation has read the record. */
  recalled(memory: Memory): void;
  /** A service is about to be started, or a process of it to be ended. */
  acts(key: string, deed: 'start' | 'end'): void;
}

interface Open {
  readonly key: string;
  readonly tick_id: number;
  readonly is_to_be_ended: number;
}

const OPEN = `SELECT key, tick_id, EXISTS (SELECT 1 FROM steps WHERE recovery_id = id AND action = 'kill' AND ended_at IS NULL)
  AS is_to_be_ended FROM recoveries WHERE ended_at IS NULL AND reason = 'group_restart'`;

/** Judges from now on. */
export function createGroupCheck({ record, findings, config }: Witness): GroupCheck {
  let performances: Memory['performances'] = new Map();
  return {
    recalled: (memory) => {
      ({ performances } = memory);
    },
    acts: (key, deed) => {
      const open = record.rows<Open>(OPEN);
      const own = open.find((one) => one.key === key);
      const service = config().services.find((one) => one.key === key);
      if (own === undefined || service === undefined) return;
      const order = orderOf(config().services.filter(({ group }) => group === service.group));
      const place = order.indexOf(key);
      const others = open.filter(
        (one) => one.tick_id === own.tick_id && performances.has(one.key) && order.includes(one.key),
      );
      const first = others.find((other) => {
        const isLater = order.indexOf(other.key) > place;
        const isBefore = order.indexOf(other.key) < place;
        return deed === 'start'
          ? isBefore || (other.key !== key && other.is_to_be_ended === 1)
          : own.is_to_be_ended === 1 && isLater && other.is_to_be_ended === 1;
      });
      if (first !== undefined)
        findings.violate('R4', `${deed} of ${key}, and it is the turn of ${first.key}`);
    },
  };
}

/** The order in which services start. */
export function orderOf(services: readonly Service[]): readonly string[] {
  const left = [...services];
  const order: string[] = [];
  while (left.length > 0) {
    const free = left.filter(
      ({ dependsOn }) => !dependsOn.some(({ key }) => left.some((one) => one.key === key)),
    );
    const next = free.reduce((first, one) => (one.priority < first.priority ? one : first));
    order.push(next.key);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}

/** Groups in the place of services: of an edit of whoever is in one, or of its operator's word about him, counting begins anew. */
export function groupsAsServices(config: Config): Config {
  const services = config.groups.flatMap(({ name, restartPolicy }) => {
    const members = config.services.filter(({ group, enabled }) => enabled && group === name);
    const fingerprint = () => members.map((one) => `${one.key} ${one.fingerprint()}`).join();
    return members.slice(0, 1).map((one) => ({ ...one, key: name, restartPolicy, fingerprint }));
  });
  return { ...config, services };
}
