// A mass failure: most living services went bad at once, which is taken for the host's own trouble.
// Hold one tick, then try one service as a canary, then the rest. Knows not how a decision is held.

import type { Incident } from './brake-state.ts';
import type { Decision } from './decision.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import { isBad } from './verdict.ts';

const FEWEST = 4;

/** One service as the brakes see it. */
export interface Braked {
  readonly judged: Judgement;
  readonly decision: Decision;
  /** Whether it was up before this tick. */
  readonly wasUp: boolean;
}

type Services = ReadonlyMap<string, Braked>;

/** The incident after one more tick: begun, going on with one canary or another, or over. */
export function nextIncident(
  before: Incident | undefined,
  services: Services,
  now: Moment,
): Incident | undefined {
  if (before === undefined) return isMassFailure(services) ? { since: now, canary: undefined } : undefined;
  const canary = before.canary === undefined ? undefined : services.get(before.canary);
  if (isBack(canary) || isOver(services)) return undefined;
  if (canary !== undefined && isOnItsWay(canary)) return before;
  const next = nextCanary(before.canary, services) ?? before.canary;
  return next === before.canary ? before : { ...before, canary: next };
}

/** More than half of at least four living services went bad at this very tick. */
function isMassFailure(services: Services): boolean {
  const wereUp = [...services.values()].filter(({ wasUp, judged }) => wasUp && !judged.proven);
  return wereUp.length >= FEWEST && wereUp.filter(isSuspect).length * 2 > wereUp.length;
}

/** What is unknown may still be part of it: trouble with a disk shows as both. */
function isOver(services: Services): boolean {
  return ![...services.values()].some((braked) => isSuspect(braked) || braked.judged.verdict === 'unknown');
}

function isSuspect({ judged, decision }: Braked): boolean {
  return isBad(judged.verdict) && !judged.proven && decision.reason !== 'off';
}

function isBack(canary: Braked | undefined): boolean {
  return canary?.judged.verdict === 'healthy' && canary.decision.reason !== 'off';
}

/** The canary's recovery is to come, under way, or waiting for its first beat. */
function isOnItsWay({ judged, decision }: Braked): boolean {
  return (
    judged.verdict === 'starting' || decision.action.kind === 'recover' || decision.reason === 'recovering'
  );
}

/** The next after the last one of those that would be recovered now; the others would only keep it waiting. */
function nextCanary(last: string | undefined, services: Services): string | undefined {
  const keys = [...services.keys()];
  const from = last === undefined ? 0 : keys.indexOf(last) + 1;
  return [...keys.slice(from), ...keys.slice(0, from)].find((key) => isReady(services.get(key)));
}

function isReady(braked: Braked | undefined): boolean {
  return braked !== undefined && isSuspect(braked) && braked.decision.action.kind === 'recover';
}
