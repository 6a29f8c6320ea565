// What is noteworthy about a tick: flips, give-ups, proofs, concerns, brakes. Each is told once, when it begins.

import { provenRecovery } from '../core/absorb.ts';
import type { BrakeState } from '../core/brake-state.ts';
import { haveTurnedBad } from '../core/checks/check-memory.ts';
import { isForgotten } from '../core/desired.ts';
import { whyOfNoUse } from '../core/failed-start.ts';
import { type Judgement, seconds } from '../core/judgement.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import { tellNextAttempt } from '../core/next-attempt.ts';
import { isSameProcess } from '../core/process.ts';
import type { ServiceState } from '../core/service-state.ts';
import { tellDesired } from '../core/tell-desired.ts';
import type { Event, SpanMark } from '../store/store.ts';
import type { Finding } from './finding.ts';
import { hostTidings } from './host-tidings.ts';

/** What is told of a tick. */
export interface Tidings {
  readonly events: readonly Event[];
  /** Recoveries whose new instance has beaten. */
  readonly proven: readonly number[];
}

/** The tick, as far as it is noteworthy. */
export interface Occasion {
  readonly at: Moment;
  readonly clock: 'stepped' | 'slept' | undefined;
  readonly findings: ReadonlyMap<string, Finding>;
  /** What the last tick saw of each service that it checked. */
  readonly last: ReadonlyMap<string, SpanMark>;
  /** Of the tick before. */
  readonly brakesBefore: BrakeState;
  readonly brakes: BrakeState;
}

/** Everything noteworthy of a tick; empty when all is as it was. */
export function tidings(occasion: Occasion): Tidings {
  const { at, findings, last } = occasion;
  const events: Event[] = hostTidings(occasion).map(([kind, message]) => ({
    atMs: at.wallMs,
    key: undefined,
    kind,
    message,
  }));
  const proven: number[] = [];
  for (const [key, finding] of findings) {
    if (isUneventful(finding)) continue;
    const recovery = provenRecovery(finding.before, finding.decision.state);
    if (recovery !== undefined) proven.push(recovery);
    for (const [kind, message] of serviceTidings(finding, {
      at,
      isProven: recovery !== undefined,
      isNew: last.get(key)?.verdict !== finding.judged.verdict,
    })) {
      events.push({ atMs: at.wallMs, key, kind, message });
    }
  }
  for (const key of last.keys())
    if (!findings.has(key)) events.push({ atMs: at.wallMs, key, kind: 'unwatched', message: UNWATCHED });
  return { events, proven };
}

/** Well as before, wanted so, and nothing of it changes: nearly all, of however many services. */
function isUneventful({ before, judged, decision }: Finding): boolean {
  const isAsBefore = decision.reason === 'healthy' && decision.state === before;
  return isAsBefore && judged.concern === undefined && before.desired.mode === 'on';
}

/** Names no pid: whom the last tick saw may have been replaced since. */
const UNWATCHED =
  'it is checked no more, for the config no longer asks for it: what lives of it goes on unwatched; see "watchdog orphans"';
const RUNS_THOUGH_OFF = 'it runs although it is switched off';

function serviceTidings(
  finding: Finding,
  news: { at: Moment; isProven: boolean; isNew: boolean },
): [string, string][] {
  const { before, judged, decision } = finding;
  const told: [string, string][] = [];
  if (runsThoughOff(finding) && before.up !== true) {
    const whose = isOurs(finding) ? '' : ': somebody else has started it';
    told.push(['concern', `${RUNS_THOUGH_OFF}${whose} (pid ${judged.pid})`]);
  }
  told.push(...endings(finding, news.at));
  const isNewConcern = news.isNew || haveTurnedBad(before.checks, decision.state.checks);
  if (judged.concern !== undefined && isNewConcern) told.push(['concern', judged.concern]);
  told.push(...flips(finding, news));
  const isGivenUp = decision.state.restarts.givenUpRung !== undefined;
  if (isGivenUp && before.restarts.givenUpRung === undefined)
    told.push(['given_up', whyGivenUp(finding, news.at)]);
  return told;
}

/** Whoever is given up before its failures are enough is so for how it has ended. */
function whyGivenUp({ service, judged, decision: { reason, detail, state } }: Finding, at: Moment): string {
  const why = whyOfNoUse(state.restarts, judged.exit?.exitCode, service);
  if (reason === 'given_up' || why === undefined) return detail;
  return `${detail}; given up, for ${why}; ${tellNextAttempt(state.restarts, service, at)}`;
}

/** What was said for a while is over; what was said for good may have been forgotten. */
function endings({ service, before, judged, decision }: Finding, at: Moment): [string, string][] {
  const { desired } = decision.state;
  const { mode, terms } = before.desired;
  if (desired.mode !== mode) {
    const kind = mode === 'off' ? 'off_over' : 'hold_over';
    return [[kind, `the time is over for which it was ${whoSaid(before, at)}; wanted ${desired.mode} again`]];
  }
  if (!mayBeForgotten({ judged, decision }, at)) return [];
  const why = terms?.reason === undefined ? '' : `: ${terms.reason}`;
  const cure = `"watchdog ${mode === 'off' ? 'on' : 'release'} ${service.key}" ends that`;
  return [['forgotten', `it was ${whoSaid(before, at)} a week ago or more${why}; ${cure}`]];
}

/** Whether somebody is to be reminded of it now; not where it cannot be looked at, for then nothing is remembered either. */
export function mayBeForgotten(
  { judged, decision }: Pick<Finding, 'judged' | 'decision'>,
  at: Moment,
): boolean {
  return judged.verdict !== 'unknown' && isForgotten(decision.state.desired, at);
}

function whoSaid({ desired }: ServiceState, at: Moment): string {
  const said = desired.mode === 'off' ? 'switched off' : 'held';
  return `${said} ${tellDesired({ ...desired, terms: undefined }, at)}`.trimEnd();
}

/** Not while its end is still to be gone through with. */
function runsThoughOff({ judged, decision }: Finding): boolean {
  return decision.reason === 'off' && decision.action.kind === 'none' && judged.verdict === 'healthy';
}

function isOurs({ before, judged }: Finding): boolean {
  return isSameProcess(before.instance?.leader, judged.instance?.leader);
}

/** Down and up. What is told is what is remembered, or it would be told again at every tick. */
function flips(
  { service, before, judged, decision: { state, reason } }: Finding,
  { at, isProven }: { at: Moment; isProven: boolean },
): [string, string][] {
  const wasDown = before.up === false;
  if (isProven) {
    const kind = wasDown ? 'recovered' : 'started';
    return [[kind, `${life(judged)}, ${sinceStart(state, at)} after it was started`]];
  }
  if (state.up === true && wasDown) return [['up', life(judged)]];
  if (state.up === false && !wasDown && reason === 'ended_cleanly') return [['ended', judged.detail]];
  if (state.up === false && !wasDown)
    return [['down', `${service.critical ? 'critical: ' : ''}${judged.verdict}: ${judged.detail}`]];
  return [];
}

/** What shows that it is well. */
function life({ pid, beatAtMs }: Judgement): string {
  if (beatAtMs !== undefined) return `pid ${pid} beats`;
  return pid === undefined ? 'its checks pass' : `pid ${pid} lives, and its checks pass`;
}

function sinceStart({ instance }: ServiceState, at: Moment): string {
  return instance === undefined ? 'some time' : seconds(elapsedMs(instance.since, at));
}
