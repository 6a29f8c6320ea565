// Watches all that invocations do, and judges it by the truth of the world and the committed record. It shares no rule with
// the product: what it knows of a service is what the world knows.

import type { Moment } from '../../../src/core/moment.ts';
import type { RunSpec } from '../../../src/host/host.ts';
import type { RequestBox, Store } from '../../../src/store/store.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import type { Life } from '../invocation/life.ts';
import type { Process } from '../world/process.ts';
import { createAbandonedCheck } from './abandoned.ts';
import { createOnceCheck } from './asked-once.ts';
import { createBoundCheck } from './bounds.ts';
import { createBudgetCheck } from './budget.ts';
import { checkStart, checkStopped } from './copies.ts';
import { createCounts } from './counts.ts';
import { createGroupCheck } from './groups.ts';
import { createHoldCheck } from './holds.ts';
import { createMemoryCheck } from './memory.ts';
import { createNeedCheck } from './need.ts';
import { checkIntent, checkSignal } from './signals.ts';
import { checkUnknown, watchPerformances } from './unknown.ts';
import { createWindowCheck } from './windows.ts';
import type { Witness } from './witness.ts';

/** Watches an invocation. */
export interface Oracle {
  began(life: Life): void;
  recalled(memory: Memory): void;
  watchStore(store: Store): Store;
  watchBox(box: RequestBox): RequestBox;
  promised(life: Life, ms: number): void;
  /** Before every deed. */
  acts(deed: string, life: Life): void;
  onSignal(aim: Process, signal: string): void;
  onStart(spec: RunSpec): void;
  onScript(spec: RunSpec): void;
  /** The machine has refused a start. */
  onRefusal(spec: RunSpec): void;
  /** Some time has passed; throws when a promise was broken. */
  stillAt(life: Life): void;
  /** The invocation is over; throws when a promise was broken. */
  ended(): void;
  /** Whether a service has failed so often that it may be given up. */
  isSpent(key: string): boolean;
  /** Services that rightly wait for room in the budget. */
  waiting(): readonly string[];
  /** How many ticks were committed. */
  readonly ticks: number;
}

const REREAD_EVERY = 20;
const START = `SELECT key, cookie FROM steps JOIN recoveries ON recoveries.id = recovery_id
  WHERE recovery_id = ? AND ordinal = ? AND action = 'start'`;

/** Closed before anything was done to it: what was wrong had passed meanwhile. */
const SPARED = `SELECT key FROM recoveries WHERE id = ? AND purpose = 'recover' AND reason <> 'group_restart' AND NOT EXISTS
  (SELECT 1 FROM steps WHERE recovery_id = id AND action IN ('stop', 'kill', 'start') AND begun_at IS NOT NULL)`;

interface Start {
  readonly key: string;
  /** Of the one before, of which nothing was left. */
  readonly cookie: string | null;
}

/** An oracle that sees the truth. */
export function createOracle(witness: Witness): Oracle {
  const { findings } = witness;
  const bounds = createBoundCheck(witness);
  const counts = createCounts(witness);
  const memory = createMemoryCheck(witness);
  const abandoned = createAbandonedCheck(witness);
  const need = createNeedCheck(witness);
  const groups = createGroupCheck(witness);
  const budget = createBudgetCheck(witness);
  const holds = createHoldCheck(witness);
  const windows = createWindowCheck(witness);
  /** As the product has put them on record. */
  const lastAttempts = new Map<string, Moment | undefined>();
  let ticks = 0;
  let invocations = 0;
  return {
    began: bounds.began,
    recalled: (recalled) => {
      memory.recalled(recalled);
      abandoned.recalled(recalled);
      groups.recalled(recalled);
      holds.recalled(recalled);
      windows.recalled(recalled);
      watchPerformances(recalled, witness);
    },
    promised: bounds.promised,
    acts: bounds.acts,
    onSignal: (aim, signal) => {
      checkSignal(aim, signal, witness);
      if (aim.role !== 'service' || aim.key === undefined) return;
      groups.acts(aim.key, 'end');
      holds.acts(aim.key);
    },
    onStart: ({ env }) => {
      const key = String(env.WATCHDOG_KEY);
      checkIntent(key, env.WATCHDOG_INSTANCE, witness);
      checkStart(key, witness);
      groups.acts(key, 'start');
      holds.acts(key);
    },
    onScript: createOnceCheck(witness),
    onRefusal: ({ env }) => counts.excuse(String(env.WATCHDOG_KEY)),
    isSpent: counts.isSpent,
    waiting: budget.waiting,
    watchStore: (store) => ({
      ...store,
      observeOnlyTicks: () => {
        bounds.beforePass();
        return store.observeOnlyTicks();
      },
      commitTick: (commit) => {
        bounds.afterPass();
        const begun = store.commitTick(commit);
        ticks += 1;
        checkUnknown(commit, witness);
        abandoned.ticked();
        holds.ticked(commit);
        windows.ticked(commit);
        // What was off for a while is started because its operator has said so: that is no recovery.
        const recoveries = commit.recoveries.filter(({ purpose }) => purpose === 'recover');
        for (const check of [need, budget, counts]) check.ticked({ ...commit, recoveries });
        return begun;
      },
      saveState: (key, state) => {
        store.saveState(key, state);
        lastAttempts.set(key, state.restarts.attempts.at(-1));
      },
      endRecovery: (id, outcome, wallMs) => {
        const [spared] = outcome === 'closed' ? witness.record.rows<{ key: string }>(SPARED, id) : [];
        store.endRecovery(id, outcome, wallMs);
        if (spared !== undefined) counts.spare(spared.key);
      },
      beginStep: (step, ...intent) => {
        const [start] = witness.record.rows<Start>(START, step.recoveryId, step.ordinal);
        store.beginStep(step, ...intent);
        if (start === undefined) return;
        counts.intend(start.key);
        budget.intend(start.key);
        if (start.cookie !== null) counts.repeat(start.key, lastAttempts.get(start.key));
      },
    }),
    watchBox: (box) =>
      holds.watchBox({
        ...box,
        progress: (id, message) => {
          box.progress(id, message);
          counts.forget(box.get(id)?.key ?? '');
        },
        finish: (id, status, message) => {
          box.finish(id, status, message);
          const request = box.get(id);
          // What a tick had begun meanwhile may have been taken for what was asked.
          counts.forget(request?.key ?? '');
          if (request?.kind === 'off' && status === 'done') checkStopped(request.key ?? '', witness);
        },
      }),
    stillAt: (life) => {
      bounds.stillAt(life);
      findings.assertNone();
    },
    ended: () => {
      invocations += 1;
      if (invocations % REREAD_EVERY === 0) memory.reread();
      findings.assertNone();
    },
    get ticks() {
      return ticks;
    },
  };
}
