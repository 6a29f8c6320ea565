// Services that are slow or busy, and well: with the settings that nobody has chosen, none of them is ever restarted.

import { interpretConfig } from '../../../src/config/load.ts';
import { RELEASED } from '../../../src/core/brake-state.ts';
import type { Reading } from '../../../src/core/checks/reading.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Liveness, ProcessFacts } from '../../../src/core/process.ts';
import type { ServiceState } from '../../../src/core/service-state.ts';
import type { Pass } from '../../../src/supervision/finding.ts';
import type { AllReadings } from '../../../src/supervision/lookout.ts';
import { survey } from '../../../src/supervision/survey.ts';
import { createFakeHost, type FakeHost } from '../../support/fake-host.ts';

const SERVICES = 500;
const TICKS = 2000;
const TICK_SECONDS = 60;
/** Of the schema: a heartbeat older than this is stale. */
const TIMEOUT_SECONDS = 300;

/** Between 0 and 1, the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A service that is well: how long it takes from one beat to the next, and how its check answers. */
interface Sluggish {
  readonly process: ProcessFacts;
  beatAtMs: number;
  nextBeatMs: number;
  hasJustFailed: boolean;
}

const roll = dice(4711);
const machine = createFakeHost();
const { clock } = machine;

/** Mostly brisk, now and then busy for nearly all of its timeout; once in a while for less than a tick beyond it. */
function pauseSeconds(): number {
  const chance = roll();
  if (chance < 0.9) return 1 + roll() * 30;
  return chance < 0.998 ? roll() * TIMEOUT_SECONDS : TIMEOUT_SECONDS + roll() * (TICK_SECONDS - 10);
}

/** A check that is slow now and then, and never twice in a row. */
function reading(service: Sluggish): Reading {
  if (roll() < 0.01) return { kind: 'unknown', detail: 'EMFILE' };
  service.hasJustFailed = !service.hasJustFailed && roll() < 0.03;
  return service.hasJustFailed
    ? { kind: 'failed', detail: 'no answer within 5 s' }
    : { kind: 'passed', detail: '' };
}

function entryOf(index: number) {
  const heartbeat = index % 3 === 0 ? {} : { heartbeat_path: `web-${index}.json` };
  const checks = index % 3 === 1 ? {} : { checks: [{ type: 'tcp', port: 1024 + index }] };
  return [`web-${index}`, { ...heartbeat, ...checks, commands: { start: 'exec web' } }];
}

const document = {
  processes: Object.fromEntries(Array.from({ length: SERVICES }, (_, index) => entryOf(index))),
};
const config = interpretConfig(JSON.stringify(document), '/srv/config.json');

test(`${SERVICES} services that are slow or busy are watched for ${TICKS} ticks, and none of them is restarted`, () => {
  const cast = new Map<string, Sluggish>(config.services.map(({ key }, index) => [key, sluggish(index)]));
  const watch = watchOver(cast);
  const findings = Array.from({ length: TICKS }, (_, tick) => {
    live(cast, tick);
    return [...watch().values()].filter(({ judged }) => judged.verdict !== 'healthy');
  }).flat();
  const restarted = findings.filter(({ decision }) => decision.action.kind === 'recover');
  expect(restarted.map(({ decision }) => decision.detail)).toEqual([]);
  // They were no easy cases: without a threshold there would have been thousands of restarts.
  expect(findings.length).toBeGreaterThan(SERVICES);
});

/** A tick's worth of time passes; once the clock is set meanwhile, and once the machine sleeps. */
function live(cast: ReadonlyMap<string, Sluggish>, tick: number): void {
  clock.pass(TICK_SECONDS);
  if (tick === 700) jump(cast, 3600, clock.step);
  if (tick === 1400) jump(cast, 7200, clock.sleep);
  for (const service of cast.values()) beat(service, clock.now().wallMs);
}

function sluggish(index: number): Sluggish {
  const { wallMs } = clock.now();
  const pid = 1000 + index;
  const process: ProcessFacts = {
    ...{ pid, startTicks: 100_000 + index, ppid: 1, pgid: pid, sid: pid },
    ...{ state: 'S', startedAtMs: wallMs - 60_000, kernelThread: false },
    marks: { uid: 1000, instance: undefined, step: undefined, key: undefined },
  };
  return { process, beatAtMs: wallMs, nextBeatMs: wallMs, hasJustFailed: false };
}

/** Passes over all of them, each of which goes on from what the one before remembers. */
function watchOver(cast: ReadonlyMap<string, Sluggish>): () => Pass['findings'] {
  const host = hostOf(cast);
  const memory = {
    states: new Map<string, ServiceState>(),
    brakes: RELEASED,
    lastTickAt: undefined as Moment | undefined,
  };
  const rest = { underWay: new Set<string>(), unfinished: [], observeOnly: undefined };
  return () => {
    const pass = survey({ config, host, memory, last: new Map(), ...rest, readings: readingsOf(cast) });
    for (const [key, { decision }] of pass.findings) memory.states.set(key, decision.state);
    memory.brakes = pass.brakes;
    memory.lastTickAt = pass.at;
    return pass.findings;
  };
}

function readingsOf(cast: ReadonlyMap<string, Sluggish>): AllReadings {
  const checked = config.services.filter(({ checks }) => checks.length > 0);
  return new Map(checked.map(({ key }) => [key, new Map([['tcp', reading(cast.get(key) as Sluggish)]])]));
}

/** The clock is set, or the machine sleeps: nobody beats meanwhile. */
function jump(cast: ReadonlyMap<string, Sluggish>, seconds: number, move: (seconds: number) => void): void {
  move(seconds);
  for (const service of cast.values()) service.nextBeatMs += seconds * 1000;
}

function beat(service: Sluggish, nowMs: number): void {
  while (service.nextBeatMs <= nowMs) {
    service.beatAtMs = service.nextBeatMs;
    service.nextBeatMs += pauseSeconds() * 1000;
  }
}

function hostOf(cast: ReadonlyMap<string, Sluggish>): FakeHost {
  const byPid = new Map([...cast.values()].map(({ process }) => [process.pid, process]));
  const lookAt = (pid: number): Liveness => {
    const process = byPid.get(pid);
    return process === undefined ? { kind: 'dead', why: 'gone' } : { kind: 'alive', process };
  };
  return {
    ...machine,
    lookAt,
    readHeartbeat: (_path, key) => {
      const { process, beatAtMs } = cast.get(key) as Sluggish;
      const heartbeat = { pid: process.pid, timestampMs: beatAtMs, status: 'running', iteration: 1 };
      return {
        kind: 'read',
        heartbeat: { ...heartbeat, progress: undefined, instance: undefined, foreignKey: undefined },
        ownerUid: 1000,
      };
    },
  };
}
