/** Which actions the recoveries of a service have, those that are taken out for now too. It does not know what they do. */
import { modernizeService } from '../legacy.ts';
import { withPresets } from '../manager-presets.ts';
import { resolveRecovery } from '../resolve-recovery.ts';
import type { ConfigDocument } from '../schema.ts';
import type { Step } from '../step.ts';
import { SWITCHED_OFF } from './edit.ts';

/** An action, and whether recoveries take it. */
export interface Switch {
  readonly action: string;
  readonly isOn: boolean;
}

/** The actions of an entry of `processes`, each once, in the order of its steps; none of an entry that is not there. */
export function switchesOf({ processes, defaults = {} }: ConfigDocument, entry: string): readonly Switch[] {
  const written = processes[entry];
  if (written === undefined) return [];
  const own = withPresets(modernizeService(written));
  const off = own[SWITCHED_OFF] ?? defaults[SWITCHED_OFF] ?? [];
  const all = { ...own, [SWITCHED_OFF]: [] };
  const { recoveryActions, remedies } = resolveRecovery(all, {
    kill_timeout: 0,
    ...defaults,
    [SWITCHED_OFF]: [],
  });
  const byVerdict = Object.values(remedies.byVerdict).flatMap((steps) => steps ?? []);
  const rungs = remedies.escalation.flatMap(({ steps }) => steps);
  const actions = new Set([...recoveryActions, ...byVerdict, ...rungs].flatMap(switchable));
  return [...actions].map((action) => ({ action, isOn: !off.includes(action) }));
}

/** A wait or a signal has no name by which it could be taken out. */
function switchable(step: Step): readonly string[] {
  if (typeof step === 'string') return [step];
  return step.manner.kind === 'wait' || step.manner.kind === 'signal' ? [] : [step.action];
}
