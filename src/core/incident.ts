// A mass failure: most living services went bad within a short time, which is taken for the host's own trouble. Hold one tick,
// then try one service as a canary, then twice as many each time that all of the last ones are back. Knows not how a decision is held.

import type { Fall, Incident } from './brake-state.ts';
import type { Decision } from './decision.ts';
import type { Judgement } from './judgement.ts';
import { elapsedMs, type Moment } from './moment.ts';
import type { Reason } from './recovery.ts';
import { isBad } from './verdict.ts';

const FEWEST = 4;

/** What all miss the same thing falls silent one after the other, each at its own time; two ticks of a cron lie in it. */
const WINDOW_MS = 90_000;

/** One service as the brakes see it. */
export interface Braked {
  readonly judged: Judgement;
  readonly decision: Decision;
  /** Whether it was up before this tick. */
  readonly wasUp: boolean;
}

type Services = ReadonlyMap<string, Braked>;

/** What an incident is told from, but for the services. */
interface Circumstances {
  readonly falls: readonly Fall[];
  readonly now: Moment;
  /** Those for whose restart nothing is left of the budget: while they wait nobody can tell by them, so that another one is tried. */
  readonly mustWait?: ReadonlySet<string> | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The incident after one more tick: begun, going on with some services or others, or over. */
export function nextIncident(
  before: Incident | undefined,
  services: Services,
  { falls, now, mustWait = NOBODY }: Circumstances,
): Incident | undefined {
  if (before === undefined) return isMassFailure(services, falls) ? { since: now, tried: [] } : undefined;
  if (isOver(services)) return undefined;
  const tried = before.tried.flatMap((key) => services.get(key) ?? []).filter(isWanted);
  if (before.tried.some((key) => !mustWait.has(key) && isComing(services.get(key)))) return before;
  const areBack = tried.length > 0 && tried.every(isBack);
  if (areBack && ![...services.values()].some(isToCome)) return undefined;
  const inTurn = nextOnes(before.tried.at(-1), services).filter((key) => !mustWait.has(key));
  const next = inTurn.slice(0, areBack ? 2 * tried.length : 1);
  return next.length === 0 || isSame(next, before.tried) ? before : { ...before, tried: next };
}

/** Who went bad lately, without proof of death; the very same list where that is no news. */
export function lately(before: readonly Fall[], services: Services, now: Moment): readonly Fall[] {
  const isRecent = (one: Fall) => elapsedMs(one.at, now) < WINDOW_MS && !hasFallen(services.get(one.key));
  const kept = before.every(isRecent) ? before : before.filter(isRecent);
  const fallen: Fall[] = [];
  for (const [key, braked] of services) if (hasFallen(braked)) fallen.push({ key, at: now });
  return fallen.length === 0 ? kept : [...kept, ...fallen];
}

function hasFallen(braked: Braked | undefined): boolean {
  return braked?.wasUp === true && isSuspect(braked);
}

/** More than half of at least four services that lived a short while ago have gone bad since, and are not back. */
function isMassFailure(services: Services, falls: readonly Fall[]): boolean {
  if (falls.length === 0) return false;
  const fallen = new Set(falls.map(({ key }) => key));
  const living = [...services].filter(([key, one]) => (fallen.has(key) ? !isDead(one) : wasAlive(one)));
  const down = living.filter(([key, one]) => fallen.has(key) && isWanted(one) && !isBack(one));
  return living.length >= FEWEST && down.length * 2 > living.length;
}

function wasAlive({ wasUp, judged }: Braked): boolean {
  return wasUp && !judged.proven;
}

/** What we have ended ourselves died of the trouble at hand. */
function isDead({ judged, decision }: Braked): boolean {
  return judged.proven && decision.reason !== 'recovering';
}

/** What is unknown may still be part of it: trouble with a disk shows as both. */
function isOver(services: Services): boolean {
  return ![...services.values()].some((braked) => isSuspect(braked) || braked.judged.verdict === 'unknown');
}

/** What a service uses, or how old it is, is its own affair: those that were started together come of age together. */
function isSuspect({ judged, decision }: Braked): boolean {
  const isOwnAffair = judged.verdict === 'over_limit';
  return isBad(judged.verdict) && !isOwnAffair && !judged.proven && isWanted({ decision });
}

/** Of what a person has laid a hand on, nothing is told of the host; nor would it ever come back as a canary. */
function isWanted({ decision }: Pick<Braked, 'decision'>): boolean {
  return !LAID_ASIDE.has(decision.reason);
}

const LAID_ASIDE: ReadonlySet<Reason> = new Set(['off', 'held', 'maintenance']);

function isBack({ judged }: Braked): boolean {
  return judged.verdict === 'healthy';
}

/** Its recovery is to come, under way, or waiting for its first beat. */
function isOnItsWay({ judged, decision }: Braked): boolean {
  return (
    judged.verdict === 'starting' || decision.action.kind === 'recover' || decision.reason === 'recovering'
  );
}

function isComing(braked: Braked | undefined): boolean {
  return braked !== undefined && isWanted(braked) && isOnItsWay(braked);
}

/** Whether it would be recovered now, or soon. */
function isToCome(braked: Braked): boolean {
  return isSuspect(braked) && (isOnItsWay(braked) || braked.decision.reason === 'below_threshold');
}

/** The next after the last one of those that would be recovered now; the others would only keep them waiting. */
function nextOnes(last: string | undefined, services: Services): readonly string[] {
  const keys = [...services.keys()];
  const from = last === undefined ? 0 : keys.indexOf(last) + 1;
  const inTurn = [...keys.slice(from), ...keys.slice(0, from)];
  return inTurn.filter((key) => isReady(services.get(key)));
}

function isReady(braked: Braked | undefined): boolean {
  return braked !== undefined && isSuspect(braked) && braked.decision.action.kind === 'recover';
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
