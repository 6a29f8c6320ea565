// Which beats are worth a note: those that come late, though in time. From them it can be told whether a timeout fits. Those of most
// services are fresh at every look, so that there is nothing to note.

import type { Service } from '../config/config.ts';
import type { Judgement } from './judgement.ts';

/** Beats are noted that are older than this share of their timeout. */
export const NOTED_SHARE = 0.25;

/** Ages of late beats by service, in seconds. */
export type LateBeats = Readonly<Record<string, number>>;

/** The late beats among what was judged; the very same empty one where there are none. */
export function lateBeats(
  findings: ReadonlyMap<
    string,
    { readonly service: Pick<Service, 'timeoutSeconds'>; readonly judged: Pick<Judgement, 'ageMs'> }
  >,
): LateBeats {
  let late: Record<string, number> | undefined;
  for (const [key, { service, judged }] of findings) {
    if (judged.ageMs === undefined || judged.ageMs <= NOTED_SHARE * service.timeoutSeconds * 1000) continue;
    late ??= {};
    late[key] = Math.round(judged.ageMs / 100) / 10;
  }
  return late ?? NONE;
}

const NONE: LateBeats = {};
