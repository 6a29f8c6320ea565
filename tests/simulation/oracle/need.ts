// R1 to R3: what is recovered of our own accord is in need of it, by the world's own count of the looks at which it was not well,
// and its config wants it recovered.

import type { Service } from '../../../src/config/config.ts';
import type { TickCommit } from '../../../src/store/store.ts';
import { orderOf } from './groups.ts';
import { isWell } from './health.ts';
import type { Witness } from './witness.ts';

/** Judges whether recoveries are called for. */
export interface NeedCheck {
  /** A tick was committed. */
  ticked(commit: TickCommit): void;
}

const ENDED_WELL = `SELECT 1 FROM services WHERE key = ? AND confirmed = 1 AND boot_id = ?`;

/** Judges from now on. */
export function createNeedCheck(witness: Witness): NeedCheck {
  const failures = new Map<string, number>();
  const look = (key: string) => failures.set(key, isWell(key, witness) ? 0 : (failures.get(key) ?? 0) + 1);
  return {
    ticked: ({ recoveries }) => {
      const services = witness.config().services.filter(({ enabled }) => enabled);
      for (const { key } of services) look(key);
      const begun = recoveries.flatMap(({ key, verdict }) =>
        services
          .filter((service) => service.key === key)
          .map((service) => {
            const needed = (verdict && service.thresholds[verdict]) ?? service.threshold;
            const isRenewed = hasRenewedDependency(service, witness);
            return { service, count: failures.get(key) ?? 0, needed: isRenewed ? 0 : needed };
          }),
      );
      const triggers = begun.filter(({ count, needed }) => count >= needed).map(({ service }) => service);
      for (const one of begun) {
        const isDrawnIn = triggers.some((trigger) => drawsIn(trigger, one.service, witness));
        check(isDrawnIn ? { ...one, needed: 0 } : one, witness);
      }
    },
  };
}

interface Begun {
  readonly service: Service;
  /** The looks in a row at which it was not well, and how many there must be. */
  readonly count: number;
  readonly needed: number;
}

function check({ service, count, needed }: Begun, witness: Witness): void {
  const { findings } = witness;
  const { key, restart } = service;
  if (isToBeLeft(service, witness)) findings.violate('R1', `${key} is recovered; its policy is ${restart}`);
  else if (count >= needed) return;
  else if (count === 0) findings.violate('R3', `${key} is well, and recovered`);
  else
    findings.violate('R2', `${key} is recovered after ${count} looks at which it was not well, of ${needed}`);
}

function hasRenewedDependency({ key, dependsOn }: Service, { machine, config }: Witness): boolean {
  const birthsOf = (one: string) => machine.processes.living(one).map(({ bornMs }) => bornMs);
  return dependsOn.some(
    (other) =>
      config().services.some((one) => one.key === other.key && one.restartsDependents) &&
      Math.max(...birthsOf(other.key)) > Math.min(...birthsOf(key)),
  );
}

function drawsIn(trigger: Service, service: Service, { config }: Witness): boolean {
  const { groups, services } = config();
  const group = groups.find(({ name }) => name === service.group);
  if (group === undefined || trigger.group !== group.name || group.strategy === 'one_for_one') return false;
  const order = orderOf(services.filter((one) => one.group === group.name));
  return group.strategy === 'one_for_all' || order.indexOf(trigger.key) < order.indexOf(service.key);
}

function isToBeLeft({ key, restart }: Service, witness: Witness): boolean {
  if (restart !== 'on-failure') return restart === 'never';
  const { machine, record, senses } = witness;
  // Whose writer has taken its heartbeat away has ended on purpose, if all of it is gone.
  return (
    senses.glimpses.get(key)?.file.kind === 'missing' &&
    machine.processes.living(key).length === 0 &&
    record.rows(ENDED_WELL, key, machine.clocks.now().bootId).length > 0
  );
}
