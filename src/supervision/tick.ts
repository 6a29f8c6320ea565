// One tick: survey all services, commit what follows in one transaction, and hand over what is to be recovered now.

import type { RecoveryRecord } from '../core/recovery.ts';
import { spend } from '../core/restarts.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { TickCommit } from '../store/store.ts';
import { closeUnfinished } from './close-unfinished.ts';
import type { Pass } from './finding.ts';
import { survey } from './survey.ts';
import { tidings } from './tidings.ts';
import type { World } from './world.ts';

/** What follows from a pass that was committed. */
export interface Ticked {
  readonly pass: Pass;
  /** To be performed now. */
  readonly recoveries: readonly RecoveryRecord[];
  /** Services of which something unfinished was closed; its scripts may still run. */
  readonly closed: readonly string[];
}

/** Makes a pass, and commits it. */
export function tick(world: World): Ticked {
  const { store, memory, config, host } = world;
  const unfinished = store.unfinishedRecoveries();
  const abandoned = closeAbandoned(world, unfinished);
  const observeOnly = store.observeOnlyTicks() > 0;
  const underWay = memory.performances;
  const pass = survey({ config, host, memory, underWay, unfinished, observeOnly });
  const states = changedStates(pass);
  const commit = commitOf(pass, states, world);
  const begun = store.commitTick(commit);
  tell(world, commit);
  for (const [key, state] of states) memory.states.set(key, state);
  memory.brakes = pass.brakes;
  memory.lastTickAt = pass.at;
  const resumed = [...pass.findings.values()].flatMap(({ decision }) =>
    decision.action.kind === 'resume' ? [decision.action.recovery] : [],
  );
  const closed = [...pass.findings].flatMap(([key, { decision }]) =>
    decision.action.kind === 'close' ? [key] : [],
  );
  return { pass, recoveries: [...resumed, ...begun], closed: [...abandoned, ...closed] };
}

/** What was to be done to a service that is no longer checked must not be done to it when it is checked again. */
function closeAbandoned(world: World, unfinished: readonly RecoveryRecord[]): readonly string[] {
  const { config, memory } = world;
  const abandoned = unfinished
    .map(({ key }) => key)
    .filter((key) => {
      const isChecked = config.services.some((service) => service.key === key && service.enabled);
      return !isChecked && !memory.performances.has(key);
    });
  for (const key of abandoned) closeUnfinished(world, key);
  return abandoned;
}

const GOOD_NEWS = new Set(['up', 'recovered']);

function tell({ log }: World, { events, marks, recoveries }: TickCommit): void {
  for (const { key, kind, message } of events) {
    log({ level: GOOD_NEWS.has(kind) ? 'INFO' : 'WARNING', key, message: `${kind}: ${message}` });
  }
  for (const { key, detail, steps } of recoveries) {
    log({ level: 'INFO', key, message: `recover: ${detail}: ${steps.join(' → ')}` });
  }
  const healthy = [...marks.values()].filter(({ verdict }) => verdict === 'healthy').length;
  log({ level: 'DEBUG', message: `tick: ${healthy} of ${marks.size} services healthy` });
}

function commitOf(
  { at, brakes, clock, findings }: Pass,
  states: TickCommit['states'],
  { memory, store }: Pick<World, 'memory' | 'store'>,
): TickCommit {
  const all = [...findings.values()];
  const last = store.lastMarks();
  const occasion = { at, brakes, clock, findings: all, hadIncident: memory.brakes.incident !== undefined };
  return {
    at,
    brakes,
    marks: new Map(
      all.map(({ service, judged }) => [service.key, { verdict: judged.verdict, pid: judged.pid }]),
    ),
    states,
    ...tidings({ ...occasion, lastVerdict: (key) => last.get(key)?.verdict }),
    recoveries: all.flatMap(({ decision }) =>
      decision.action.kind === 'recover' ? [decision.action.plan] : [],
    ),
    closed: all.flatMap(({ decision }) =>
      decision.action.kind === 'close' ? [decision.action.recovery.id] : [],
    ),
  };
}

function changedStates({ at, findings }: Pass): ReadonlyMap<string, ServiceState> {
  const changed = new Map<string, ServiceState>();
  for (const [key, finding] of findings) {
    const { decision, service, before } = finding;
    // One that was held is no attempt.
    const isBegun = decision.action.kind === 'recover';
    const state = isBegun ? spend(decision.state, service, at) : decision.state;
    if (state !== before) changed.set(key, state);
  }
  return changed;
}
