// Why a service is as it is now: the rules that decide, traced over what a look has seen.

import type { Config, Service } from '../../config/config.ts';
import type { Situation } from '../../core/decision.ts';
import { MEANINGS } from '../../core/explain/meanings.ts';
import { nextOf, whyNotRestarted } from '../../core/explain/next.ts';
import { seenOf } from '../../core/explain/seen.ts';
import { type TracedRule, trace } from '../../core/explain/trace.ts';
import { type HostFacts, traceBrakes } from '../../core/explain/trace-brakes.ts';
import { elapsedMs } from '../../core/moment.ts';
import { situationOf } from '../../core/situation.ts';
import type { Finding } from '../../supervision/finding.ts';
import type { View } from '../look.ts';
import type { ExplainedDisabled, ExplainedNow, ExplainedRule } from './explanation.ts';
import { type Places, withPlaces } from './places-in.ts';

/** What was looked at. */
export interface Looked {
  readonly config: Config;
  readonly view: View;
  readonly places: Places;
}

/** Explains one service of the config. */
export function explainNow(key: string, looked: Looked): ExplainedNow | ExplainedDisabled {
  const { view, places, config } = looked;
  const finding = view.pass.findings.get(key);
  const service = view.services.find((one) => one.key === key);
  if (finding === undefined || service === undefined)
    return { kind: 'disabled', key, place: places(entryOf(key, config), ['enabled']) };
  const { entry } = finding.service;
  const situation = situationIn(finding, view);
  const { decision: first, rules } = trace(situation);
  const host = hostFacts(finding, looked);
  const { decision } = finding;
  const told = (all: readonly TracedRule[]): readonly ExplainedRule[] =>
    all.map((rule) => ({ ...rule, measures: withPlaces(rule.measures, entry, places) }));
  return {
    kind: 'now',
    key,
    service,
    seen: withPlaces(seenOf(finding, view.pass.at), entry, places),
    rules: told(rules),
    brakes: told(traceBrakes(host, { first, final: decision })),
    decision: {
      reason: decision.reason,
      detail: decision.detail,
      meaning: MEANINGS[decision.reason],
      action: decision.action.kind,
    },
    next: nextOf({ situation, decision, host, ...paceOf(finding.service, looked) }),
    notRestarted: whyNotRestarted(situation, decision),
  };
}

function entryOf(key: string, { services }: Config): string {
  return services.find((one) => one.key === key)?.entry ?? key;
}

function situationIn(finding: Finding, { pass, unfinished, underWay }: View): Situation {
  const { key } = finding.service;
  return situationOf(finding, {
    now: pass.at,
    unfinished: unfinished.find((one) => one.key === key),
    isUnderWay: underWay.has(key),
    others: pass.findings,
    maintenance: finding.maintenance,
  });
}

function hostFacts({ service }: Finding, { config, view }: Looked): HostFacts {
  const { pass, observeOnly } = view;
  const { brakes, clock } = pass;
  return { brakes, clock, observeOnly, service, maxRestartsPerHour: config.maxRestartsPerHour };
}

/** When cron comes next can only be told from when it came last. */
function paceOf(service: Service, { config, view }: Looked) {
  const { checkIntervalSeconds } = config;
  const { lastTickAt, pass } = view;
  const agoSeconds = lastTickAt === undefined ? 0 : elapsedMs(lastTickAt, pass.at) / 1000;
  return { service, checkIntervalSeconds, nextCheckSeconds: Math.max(0, checkIntervalSeconds - agoSeconds) };
}
