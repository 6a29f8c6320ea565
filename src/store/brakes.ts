// What the brakes remember, as one JSON value.

import type { BrakeState, Fall, GroupMemories, Incident } from '../core/brake-state.ts';
import type { Trouble } from '../core/host-trouble.ts';
import type { Moment } from '../core/moment.ts';
import { moment, object, optional, text } from './json.ts';
import { restartsOf } from './restarts.ts';

const NONE: BrakeState = {
  rebasedAt: undefined,
  incident: undefined,
  falls: [],
  troubles: [],
  unseen: [],
  spent: [],
  spentByCritical: [],
  groups: {},
};

/** What was stored; nothing is braked where there was nothing, or nothing that makes sense. */
export function readBrakes(json: string | undefined): BrakeState {
  if (json === undefined) return NONE;
  try {
    const found = object(JSON.parse(json), 'brakes');
    return {
      rebasedAt: optional(found.rebasedAt, (value) => moment(value, 'rebasedAt')),
      incident: optional(found.incident, incidentOf),
      falls: optional(found.falls, fallsOf) ?? [],
      troubles: optional(found.troubles, troublesOf) ?? [],
      unseen: optional(found.unseen, troublesOf) ?? [],
      groups: optional(found.groups, groupsOf) ?? {},
      spent: optional(found.spent, momentsOf) ?? [],
      spentByCritical: optional(found.spentByCritical, momentsOf) ?? [],
    };
  } catch {
    return NONE;
  }
}

function troublesOf(value: unknown): Trouble[] {
  if (!Array.isArray(value)) throw new TypeError('troubles is not a list');
  return value.map((one) => {
    const found = object(one, 'troubles');
    return { name: text(found, 'name'), detail: text(found, 'detail') };
  });
}

function groupsOf(value: unknown): GroupMemories {
  const entries = Object.entries(object(value, 'groups')).map(([name, one]) => {
    const found = object(one, 'groups');
    return [name, { restarts: restartsOf(found.restarts), terms: text(found, 'terms') }];
  });
  return Object.fromEntries(entries);
}

function momentsOf(value: unknown): Moment[] {
  if (!Array.isArray(value)) throw new TypeError('spent is not a list');
  return value.map((one) => moment(one, 'spent'));
}

function incidentOf(value: unknown): Incident {
  const found = object(value, 'incident');
  return { since: moment(found.since, 'since'), tried: optional(found.tried, keysOf) ?? [] };
}

function keysOf(value: unknown): string[] {
  const isOfKeys = Array.isArray(value) && value.every((key) => typeof key === 'string');
  if (!isOfKeys) throw new TypeError('tried is not a list of keys');
  return value;
}

function fallsOf(value: unknown): Fall[] {
  if (!Array.isArray(value)) throw new TypeError('falls is not a list');
  return value.map((one) => {
    const found = object(one, 'falls');
    return { key: text(found, 'key'), at: moment(found.at, 'at') };
  });
}
