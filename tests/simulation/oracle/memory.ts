// I8: what an invocation knew at its end, the next one finds on record; and what was final stays as it was.

import type { ServiceState } from '../../../src/core/service-state.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import type { Witness } from './witness.ts';

/** Compares. */
export interface MemoryCheck {
  /** An invocation has read the record. */
  recalled(memory: Memory): void;
  /** Reads all that is final, and compares it with what was so before. */
  reread(): void;
}

/** A part that is undefined is as good as one that is not there. */
function saysTheSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  for (const name in a) if (!saysTheSame(a[name], b[name])) return false;
  for (const name in b) if (!(name in a) && b[name] !== undefined) return false;
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

interface Row {
  readonly id: string;
  readonly final: string;
}

/** A proof may come after the end. */
const FINAL = `SELECT 'recovery ' || id AS id, ended_at || key || purpose AS final FROM recoveries WHERE ended_at IS NOT NULL
  UNION ALL SELECT 'request ' || id, status || kind || key FROM requests WHERE status NOT IN ('pending', 'taken')
  UNION ALL SELECT 'step ' || recovery_id || ' ' || ordinal, ended_at || outcome FROM steps WHERE ended_at IS NOT NULL`;

/** Compares from now on. */
export function createMemoryCheck({ record, findings }: Witness): MemoryCheck {
  let last: ReadonlyMap<string, ServiceState> = new Map();
  let finals: readonly Row[] = [];
  return {
    recalled: ({ states }) => {
      for (const [key, state] of last)
        if (!saysTheSame(states.get(key), state))
          findings.violate('I8', `of ${key} was known ${show(state)}; on record is ${show(states.get(key))}`);
      last = states;
    },
    reread: () => {
      const found = record.rows<Row>(FINAL);
      const now = new Map(found.map(({ id, final }) => [id, final]));
      for (const { id, final } of finals)
        if (now.get(id) !== final) findings.violate('I8', `${id} was ${final}, and is ${now.get(id)}`);
      finals = found;
    },
  };
}

function show(state: ServiceState | undefined): string {
  return JSON.stringify(state);
}
