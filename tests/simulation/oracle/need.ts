// R1 to R3: what is recovered of our own accord is in need of it, by the world's own count of the looks at which it was not well,
// and its config wants it recovered.

import type { Service } from '../../../src/config/config.ts';
import type { RecoveryPlan } from '../../../src/core/recovery.ts';
import type { TickCommit } from '../../../src/store/store.ts';
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
  const { findings, config } = witness;
  const failures = new Map<string, number>();
  const check = ({ key, verdict }: RecoveryPlan, service: Service) => {
    const count = failures.get(key) ?? 0;
    const needed = (verdict && service.thresholds[verdict]) ?? service.threshold;
    if (isToBeLeft(service, witness))
      findings.violate('R1', `${key} is recovered; its policy is ${service.restart}`);
    else if (count === 0) findings.violate('R3', `${key} is well, and recovered`);
    else if (count < needed)
      findings.violate(
        'R2',
        `${key} is recovered after ${count} looks at which it was not well, of ${needed}`,
      );
  };
  return {
    ticked: ({ recoveries }) => {
      const services = config().services.filter(({ enabled }) => enabled);
      for (const { key } of services)
        failures.set(key, isWell(key, witness) ? 0 : (failures.get(key) ?? 0) + 1);
      for (const plan of recoveries) {
        const service = services.find(({ key }) => key === plan.key);
        if (service !== undefined) check(plan, service);
      }
    },
  };
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
