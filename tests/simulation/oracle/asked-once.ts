// R8: a command that a person has asked for alone is run at most once, however many invocations die over it.

import type { RunSpec } from '../../../src/host/host.ts';
import type { Witness } from './witness.ts';

const ASKED_FOR = `SELECT request_id FROM steps JOIN recoveries ON recoveries.id = recovery_id
  WHERE steps.cookie = ? AND purpose = 'act'`;

/** Judges every script that is begun from now on. */
export function createOnceCheck({ record, findings }: Witness): (script: RunSpec) => void {
  const run = new Set<number>();
  return ({ argv, env }) => {
    for (const { request_id: id } of record.rows<{ request_id: number }>(ASKED_FOR, env.WATCHDOG_STEP)) {
      if (run.has(id)) findings.violate('R8', `${argv[0]} is run once more for request ${id}`);
      run.add(id);
    }
  };
}
