// What an edit of the config means for each service: what differs, how it is now, and what the next check would decide.

import type { Config } from '../../config/config.ts';
import type { Settled } from '../../config/settled-entries.ts';
import { heedEdits } from '../../core/edits.ts';
import { compare, type OptionChange } from '../../core/plan/compare.ts';
import { type Change, consequencesOf } from '../../core/plan/consequences.ts';
import { isSameProcess } from '../../core/process.ts';
import type { Host } from '../../host/host.ts';
import type { Finding } from '../../supervision/finding.ts';
import type { View } from '../look.ts';
import type { PlannedService } from './plan-report.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A config before and after an edit. */
export interface Edit {
  readonly before: Settled;
  readonly after: Settled;
  readonly former: Config;
  readonly edited: Config;
}

/** How the services are at this moment, judged by the edited config. */
export interface Sight {
  readonly view: View;
  readonly host: Host;
}

/** Every service for which the edit means anything: those of the edited file in its order, then those that are gone. */
export function planServices(edit: Edit, sight: Sight): readonly PlannedService[] {
  const keys = new Set([...edit.edited.services, ...edit.former.services].map(({ key }) => key));
  return [...keys].flatMap((key) => planOne(key, edit, sight) ?? []);
}

function planOne(key: string, edit: Edit, sight: Sight): PlannedService | undefined {
  const options = optionsOf(key, edit);
  const isRearmed = isRearmedBy(key, edit, sight);
  const change = changeOf(key, edit) ?? (options.length > 0 || isRearmed ? 'changed' : undefined);
  if (change === undefined) return undefined;
  const state = sight.view.states.get(key);
  const means = consequencesOf({ key, change, options, state, isRearmed, isAlive: isAlive(key, sight) });
  const finding = sight.view.pass.findings.get(key);
  const told = change === 'changed' ? options : [];
  return {
    key,
    change,
    options: told.map(withoutSecrets),
    means,
    ...(finding && decisionIn(key, finding, sight)),
  };
}

function optionsOf(key: string, { before, after }: Edit): readonly OptionChange[] {
  const [old, young] = [before.services.get(key), after.services.get(key)];
  return old === undefined || young === undefined ? [] : compare(old, young);
}

function changeOf(key: string, { former, edited }: Edit): Change | undefined {
  const find = ({ services }: Config) => services.find((service) => service.key === key);
  const [before, after] = [find(former), find(edited)];
  if (after === undefined) return 'removed';
  if (before === undefined) return 'added';
  if (before.enabled === after.enabled) return undefined;
  return after.enabled ? 'enabled' : 'disabled';
}

function isRearmedBy(key: string, { edited }: Edit, { view }: Sight): boolean {
  const service = edited.services.find((one) => one.key === key);
  const state = view.states.get(key);
  return service?.enabled === true && state !== undefined && heedEdits(state, service) !== state;
}

/** Whether something of it lives: as it was judged, or, where it is not looked at any more, by the process on record. */
function isAlive(key: string, { view, host }: Sight): boolean {
  const finding = view.pass.findings.get(key);
  if (finding !== undefined) return isJudgedAlive(finding);
  const instance = view.states.get(key)?.instance;
  if (instance === undefined || instance.bootId !== view.pass.at.bootId) return false;
  const found = host.lookAt(instance.leader.pid, undefined);
  return found.kind === 'alive' && isSameProcess(found.process, instance.leader);
}

function isJudgedAlive({ judged, state }: Finding): boolean {
  if (judged.verdict === 'healthy' || judged.verdict === 'starting') return true;
  return !judged.proven && state.instance !== undefined && judged.verdict !== 'unknown';
}

function decisionIn(key: string, { decision }: Finding, { view }: Sight) {
  const report = view.services.find((one) => one.key === key);
  return { state: report?.state, reason: decision.reason, planned: report?.planned ?? [] };
}
