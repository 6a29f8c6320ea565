// What the brakes remember, as one JSON value.

import type { BrakeState, Incident } from '../core/brake-state.ts';
import { moment, object, optional, text } from './json.ts';

const NONE: BrakeState = { rebasedAt: undefined, incident: undefined };

/** What was stored; nothing is braked where there was nothing, or nothing that makes sense. */
export function readBrakes(json: string | undefined): BrakeState {
  if (json === undefined) return NONE;
  try {
    const found = object(JSON.parse(json), 'brakes');
    return {
      rebasedAt: optional(found.rebasedAt, (value) => moment(value, 'rebasedAt')),
      incident: optional(found.incident, incidentOf),
    };
  } catch {
    return NONE;
  }
}

function incidentOf(value: unknown): Incident {
  const found = object(value, 'incident');
  return { since: moment(found.since, 'since'), canary: optional(found.canary, () => text(found, 'canary')) };
}
