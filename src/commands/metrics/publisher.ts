// Tells metrics after each pass of an invocation, and as it leaves things. Loaded only where somebody is to be told.

import type { Config } from '../../config/config.ts';
import type { ServiceState } from '../../core/service-state.ts';
import type { Host } from '../../host/host.ts';
import type { Log } from '../../log.ts';
import type { Pass } from '../../supervision/finding.ts';
import type { World } from '../../supervision/world.ts';
import { reportServices } from '../report-services.ts';
import type { ServiceReport } from '../service-report.ts';
import type { Seen } from './gather.ts';
import { publish } from './publish.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Tells metrics while the lease is held. */
export interface Publisher {
  afterPass(pass: Pass): void;
  /** After what came since the last pass. */
  atEnd(services: readonly ServiceReport[]): void;
  /** When all that was sent has come to something; the lease is not needed for that. */
  settled(): Promise<void>;
}

/** A publisher that has told nothing yet. */
export function createPublisher(world: World, env: Env): Publisher {
  const { memory, store } = world;
  const sent: Promise<void>[] = [];
  const { states } = memory;
  const tell = (servicesNow: () => readonly ServiceReport[]) => {
    const see = () => ({
      ...{ services: servicesNow(), now: world.host.now(), states, isObserving: false },
      tallies: store.tallies(),
      alerts: store.alertTally(),
      lastTickAtMs: memory.lastTickAt?.wallMs,
      lastTickTookMs: store.lastTickTookMs(),
    });
    const { config, host, log } = world;
    sent.push(publish(see, { config, host, log, env }));
  };
  return {
    afterPass: (pass) =>
      tell(() => {
        const underWay = [...memory.performances.values()].map(({ recovery }) => recovery);
        return reportServices(world.config.services, pass, { states, underWay });
      }),
    atEnd: (services) => tell(() => services),
    settled: async () => {
      await Promise.all(sent);
    },
  };
}

/** What a tick has seen that could only look. */
export interface Sight {
  readonly services: readonly ServiceReport[];
  readonly pass: Pass;
  /** What is still on record of what was counted. */
  tallies(): Seen['tallies'];
}

/** Tells what was seen where nothing could be recorded. */
export async function publishSight(
  { services, pass, tallies }: Sight,
  means: { readonly config: Config; readonly host: Host; readonly log: Log; readonly env: Env },
): Promise<void> {
  const states = new Map<string, ServiceState>();
  for (const [key, { state }] of pass.findings) states.set(key, state);
  const lastTickAtMs = pass.at.wallMs;
  const see = () => ({
    ...{ services, states, lastTickAtMs, lastTickTookMs: undefined, now: pass.at, isObserving: true },
    tallies: tallies(),
    alerts: undefined,
  });
  await publish(see, means);
}
