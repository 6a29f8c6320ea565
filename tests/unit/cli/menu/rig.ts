// A menu for unit tests: services by their keys, and keys pressed one after the other.

import { type Model, opened, type Wish } from '../../../../src/cli/menu/model.ts';
import { update } from '../../../../src/cli/menu/update.ts';
import type { MenuService, MenuSight } from '../../../../src/commands/menu/sight.ts';

export function service(key: string, more: Partial<MenuService> = {}): MenuService {
  return {
    key,
    entry: key,
    actions: [],
    displayName: key,
    critical: false,
    state: 'running',
    verdict: 'healthy',
    reason: 'healthy',
    detail: 'beats',
    desired: 'on',
    pid: 100,
    uptimeSeconds: 60,
    heartbeatAgeSeconds: 1,
    failures: 0,
    threshold: 2,
    restarts: 0,
    nextAttemptSeconds: undefined,
    planned: [],
    ...more,
  };
}

export function sightOf(...services: readonly MenuService[]): MenuSight {
  return { config: { path: '/etc/w.json', stamp: 'now' }, services, lastTick: undefined, problems: [] };
}

/** A menu on a terminal of 80 by 24 characters. */
export function menuOf(...services: readonly MenuService[]): Model {
  return opened(sightOf(...services), { columns: 80, rows: 24 }, 0);
}

/** The menu after some keys, and all that they asked for. */
export function after(model: Model, ...keys: readonly string[]): { model: Model; wishes: readonly Wish[] } {
  let now = model;
  const wishes: Wish[] = [];
  for (const key of keys) {
    const step = update(now, { kind: 'key', key });
    now = step.model;
    if (step.wish !== undefined) wishes.push(step.wish);
  }
  return { model: now, wishes };
}
