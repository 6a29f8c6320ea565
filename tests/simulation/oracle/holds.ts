// R6, R7: what somebody holds is not touched of our own accord from the answer on, and what was said for a while is neither over before
// its time nor done twice at its end. Time is that of the world; across a reboot only the product's wall clock could tell it.

import type { Request, RequestKind } from '../../../src/core/request.ts';
import type { RequestBox, TickCommit } from '../../../src/store/store.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import type { Witness } from './witness.ts';

/** Judges holds. */
export interface HoldCheck {
  /** An invocation has read the record. */
  recalled(memory: Memory): void;
  /** A tick was committed. */
  ticked(commit: TickCommit): void;
  /** Something was done to a process of a service. */
  acts(key: string): void;
  watchBox(box: RequestBox): RequestBox;
}

/** Until when something was said, by the world's own time and within a boot. */
interface Said {
  readonly id: number;
  readonly untilMs: number;
  readonly bootId: string;
}

const SWITCHING: ReadonlySet<RequestKind> = new Set(['on', 'off', 'release']);

/** Judges from now on. */
export function createHoldCheck({ machine, findings }: Witness): HoldCheck {
  const held = new Map<string, Said>();
  /** For which whiles they were switched off, and have not been started at the end. */
  const off = new Map<string, readonly Said[]>();
  const lastSaid = new Map<string, number>();
  /** By request, from when somebody first began to serve it: the product counts from later on. */
  const begun = new Map<number, Said>();
  let performances: Memory['performances'] = new Map();
  const saidNow = (id: number, forMs = Number.POSITIVE_INFINITY): Said => ({
    id,
    untilMs: machine.clocks.trueMs() + forMs,
    bootId: machine.clocks.now().bootId,
  });
  const isHeld = (key: string) => {
    const said = held.get(key);
    if (said === undefined || machine.clocks.trueMs() >= said.untilMs) return false;
    return said.untilMs === Number.POSITIVE_INFINITY || said.bootId === machine.clocks.now().bootId;
  };
  const isAskedFor = (key: string) => performances.get(key)?.recovery.requestId !== undefined;
  const before = (key: string, id: number) => (off.get(key) ?? []).filter((one) => one.id !== id);
  const taken = ({ id, kind, key = '', forMs }: Request) => {
    const said = begun.get(id) ?? saidNow(id, forMs);
    begun.set(id, said);
    if (kind === 'off' && forMs !== undefined) off.set(key, [...before(key, id), said]);
    if (!SWITCHING.has(kind)) return;
    held.delete(key);
    lastSaid.set(key, id);
  };
  const done = ({ id, kind, key = '', forMs }: Request) => {
    const said = begun.get(id);
    if (kind === 'hold' && said !== undefined && (lastSaid.get(key) ?? 0) < id) held.set(key, said);
    const isEnd = kind === 'on' || (kind === 'off' && forMs === undefined);
    const later = (off.get(key) ?? []).filter((one) => one.id > id);
    if (isEnd) off.set(key, later);
  };
  const isOver = ({ bootId, untilMs }: Said) =>
    bootId !== machine.clocks.now().bootId || machine.clocks.trueMs() >= untilMs;
  const checkEnd = (key: string) => {
    const said = off.get(key) ?? [];
    const left = said.filter((one) => !isOver(one));
    off.set(key, left);
    // Another one may just be asked for, and not yet be in force.
    if (left.length === said.length)
      findings.violate('R7', `${key} is started as if it had been off for a while`);
  };
  return {
    recalled: (memory) => {
      ({ performances } = memory);
    },
    ticked: ({ recoveries }) => {
      for (const { key, purpose } of recoveries) {
        if (isHeld(key)) findings.violate('R6', `${key} is held, and recovered`);
        if (purpose === 'start') checkEnd(key);
      }
    },
    acts: (key) => {
      if (isHeld(key) && !isAskedFor(key))
        findings.violate('R6', `${key} is held, and something is done to it`);
    },
    watchBox: (box) => ({
      ...box,
      progress: (id, message) => {
        box.progress(id, message);
        const request = box.get(id);
        if (request !== undefined) taken(request);
      },
      finish: (id, status, message) => {
        box.finish(id, status, message);
        const request = box.get(id);
        if (request !== undefined && status === 'done') done(request);
      },
    }),
  };
}
