// Puts the tables together into what the lease holder works with: which changes belong into one transaction.

import type { Connection } from './connection.ts';
import { addEvent } from './event-rows.ts';
import { countObserveOnlyTick, loadFence, prunedAtMs, saveBrakes, saveFence } from './meta.ts';
import { hasNews } from './news.ts';
import { onRecord } from './on-record.ts';
import { prune } from './prune.ts';
import { addRecovery, endRecovery, noteBlackBox, proveRecovery, recoveryOf } from './recovery-rows.ts';
import { type LoadedServices, loadServices, type OpenSpan, saveState } from './service-rows.ts';
import { changesOf, follow, saveChanges } from './spans.ts';
import { beginStep, endStep, interruptedScripts } from './step-rows.ts';
import type { Store, TickCommit } from './store.ts';
import { addTick } from './tick-rows.ts';

/** The store of an open database; what begins something is refused where `expectGuarded`, asked within its transaction, throws. */
export function createStore(connection: Connection, expectGuarded = () => {}): Store {
  const { read, write } = connection;
  const begin = <T>(work: () => T) =>
    write(() => {
      expectGuarded();
      return work();
    });
  let lasting: Map<string, OpenSpan> | undefined;
  const load = () => {
    const loaded = read(() => loadServices(connection));
    lasting = loaded.spans;
    return loaded;
  };
  return {
    ...onRecord(connection),
    loadStates: () => {
      const loaded = load();
      if (loaded.damage.size > 0) repair(connection, loaded);
      return loaded.states;
    },
    lastMarks: () => lasting ?? load().spans,
    commitTick: (commit) => {
      const spans = lasting ?? load().spans;
      const changes = changesOf(spans, commit.marks);
      const { tickId, records } = begin(() => {
        const id = addTick(connection, commit);
        saveChanges(connection, changes, id);
        return { tickId: id, records: saveDecisions(connection, commit, id) };
      });
      follow(spans, changes, tickId);
      return records;
    },
    beginRecovery: (plan, state, atMs) =>
      begin(() => {
        saveState(connection, plan.key, state);
        return addRecovery(connection, plan, { atMs });
      }),
    recoveryOf: (requestId) => read(() => recoveryOf(connection, requestId)),
    interruptedScripts: (key) => read(() => interruptedScripts(connection, key)),
    beginStep: (step, cookie, atMs) => begin(() => beginStep(connection, step, { cookie, atMs })),
    endStep: (step, result, atMs) => write(() => endStep(connection, step, { result, atMs })),
    noteBlackBox: (recoveryId, path) => write(() => noteBlackBox(connection, recoveryId, path)),
    endRecovery: (id, outcome, atMs) => write(() => endRecovery(connection, id, { outcome, atMs })),
    saveState: (key, state) => write(() => saveState(connection, key, state)),
    addEvent: (event) => write(() => addEvent(connection, event)),
    loadFence: (key) => read(() => loadFence(connection, key)),
    saveFence: (key, fence) => write(() => saveFence(connection, key, fence)),
    hasNews: () => read(() => hasNews(connection)),
    prunedAtMs: () => read(() => prunedAtMs(connection)),
    prune: (olderThanMs, atMs) => prune(connection, olderThanMs, atMs),
  };
}

/** Writes what a tick decided; returns its new recoveries as recorded. */
function saveDecisions(connection: Connection, commit: TickCommit, tickId: number) {
  const atMs = commit.at.wallMs;
  countObserveOnlyTick(connection);
  saveBrakes(connection, commit.brakes);
  for (const [key, state] of commit.states) saveState(connection, key, state);
  for (const event of commit.events) addEvent(connection, event);
  for (const id of commit.proven) proveRecovery(connection, id, atMs);
  for (const id of commit.closed) endRecovery(connection, id, { outcome: 'closed', atMs });
  return commit.recoveries.map((plan) => addRecovery(connection, plan, { atMs, tickId }));
}

/** Writes over what could not be read, so that it is told of once. */
function repair(connection: Connection, { states, damage }: LoadedServices): void {
  try {
    connection.write(() => {
      for (const [key, problem] of damage) {
        const message = `what was stored of it cannot be read: ${problem}; that part was forgotten`;
        addEvent(connection, { atMs: Date.now(), key, kind: 'damaged', message });
        const state = states.get(key);
        if (state !== undefined) saveState(connection, key, state);
      }
    });
  } catch {
    // Whoever reads the states may go on: a database that cannot be written says so at the next commit.
  }
}
