// The story of one service at one tick, up to its assessment: observe → judge → remember. Changes nothing.

import { join } from 'node:path';
import type { Service } from '../config/config.ts';
import { appraise, comparable } from '../core/appraise.ts';
import { NO_READINGS } from '../core/checks/reading.ts';
import type { Output } from '../core/heed-death.ts';
import type { Moment } from '../core/moment.ts';
import type { Others } from '../core/others.ts';
import { type ServiceState, UNSEEN } from '../core/service-state.ts';
import type { Assessment } from '../core/situation.ts';
import type { Host } from '../host/host.ts';
import type { SpanMark } from '../store/store.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import type { AllReadings } from './lookout.ts';
import { type Eyes, observe } from './observe.ts';

/** Where and when a service is looked at. */
export interface Viewpoint {
  readonly host: Eyes & Pick<Host, 'readLastOutput'>;
  /** Where outputs are. */
  readonly logDir: string;
  readonly at: Moment;
  readonly lastTickAt: Moment | undefined;
  /** Since when ages count, after a clock step. */
  readonly rebasedAt: Moment | undefined;
  readonly others: Others;
  /** What was last said of each service. */
  readonly last: ReadonlyMap<string, SpanMark>;
  /** All processes, where several services are looked at one after the other. */
  readonly crowd?: Crowd | undefined;
  /** What was read of checks for this pass, by service. */
  readonly readings?: AllReadings | undefined;
  /** The pass before was a moment ago: nothing is news. */
  readonly isFollowUp?: boolean;
}

/** Looks at one service and judges what is seen, in the light of what is remembered of it. */
export function assess(service: Service, before: ServiceState = UNSEEN, view: Viewpoint): Assessment {
  const { at, host, rebasedAt, others } = view;
  const here = { bootId: at.bootId, pidNamespace: host.pidNamespace };
  const instance = comparable(before.instance, here);
  const seen = observe(service, instance, {
    host,
    at,
    others,
    crowd: view.crowd ?? createCrowd(host),
  });
  const last = view.last.get(service.key);
  const doubted = last?.verdict === 'unknown' ? last.pid : undefined;
  const readings = view.readings?.get(service.key) ?? NO_READINGS;
  const { judged, state } = appraise(service, before, {
    seen,
    rebasedAt,
    doubted,
    readings,
    output: seen.recorded?.kind === 'dead' ? lastWords(service.key, before, view) : undefined,
    lastTickAt: view.lastTickAt,
    isFollowUp: view.isFollowUp,
  });
  return { service, before, judged, state };
}

/** Of a dead one, until they have been heeded. */
function lastWords(
  key: string,
  { instance, restarts }: ServiceState,
  { host, logDir }: Viewpoint,
): Output | undefined {
  const isNews = instance?.cookie !== undefined && instance.cookie !== restarts.heeded;
  return isNews ? host.readLastOutput(join(logDir, `${key}.log`)) : undefined;
}
