/** Settles how a service is recovered, and how each step of that is done. It does not know what the commands are. */
import type { Remedies, Service } from './config.ts';
import type { DefaultsEntry, ServiceEntry, StepEntry } from './schema.ts';
import { serviceSchema } from './service-schema.ts';
import type { Step } from './step.ts';
import { actionOf, type StepObject } from './written-steps.ts';

const { properties: options } = serviceSchema;
const NO_OTHERS: Remedies = { byVerdict: {}, escalation: [] };
const USUAL_ACTIONS = ['kill', 'start'];
const USUAL_ACTIONS_AND_CLEANUP = ['kill', 'clear_db', 'start'];

/** How a service is recovered. */
export type Recovery = Pick<Service, 'recoveryActions' | 'remedies' | 'stopSignal'>;

/** How a service is recovered; `common` holds for every service that says nothing itself. */
export function resolveRecovery(entry: ServiceEntry, common: DefaultsEntry): Recovery {
  const disabled = entry.disabled_actions ?? common.disabled_actions ?? options.disabled_actions.default;
  const written = entry.recovery_actions ?? common.recovery_actions;
  const escalate = entry.escalate ?? common.escalate;
  const { default: others, ...byVerdict } = isList(written) ? { default: written } : written;
  return {
    recoveryActions: resolveSteps(others ?? usualActions(entry), disabled),
    remedies:
      isList(written) && escalate === undefined
        ? NO_OTHERS
        : resolveOthers({ byVerdict, escalate }, disabled),
    stopSignal: entry.stop_signal ?? common.stop_signal ?? options.stop_signal.default,
  };
}

type Actions = DefaultsEntry['recovery_actions'];

function isList(written: Actions): written is Exclude<Actions, Readonly<Record<string, unknown>>> {
  return written === undefined || Array.isArray(written);
}

function resolveOthers(
  {
    byVerdict,
    escalate = [],
  }: { byVerdict: Record<string, readonly StepEntry[]>; escalate: DefaultsEntry['escalate'] },
  disabled: readonly string[],
): Remedies {
  const steps = Object.entries(byVerdict).map(([verdict, entries]) => [
    verdict,
    resolveSteps(entries, disabled),
  ]);
  const rungs = escalate.map(({ after, actions }) => ({ after, steps: resolveSteps(actions, disabled) }));
  return { byVerdict: Object.fromEntries(steps), escalation: rungs.sort((a, b) => a.after - b.after) };
}

/** The reference's three steps; it failed at `clear_db` where there was no such command, we leave it out. */
function usualActions({ commands }: ServiceEntry): readonly string[] {
  return commands !== undefined && Object.hasOwn(commands, 'clear_db')
    ? USUAL_ACTIONS_AND_CLEANUP
    : USUAL_ACTIONS;
}

/** The steps in their order, without those whose action is disabled. */
function resolveSteps(entries: readonly StepEntry[], disabled: readonly string[]): readonly Step[] {
  const isOn = (entry: StepEntry) => !disabled.includes(actionOf(entry) ?? '');
  const enabled = disabled.length === 0 ? entries : entries.filter(isOn);
  return enabled.map((entry) => (typeof entry === 'string' ? entry : resolveStep(entry)));
}

function resolveStep({ run = '', wait, signal, kill, timeout_seconds, on_failure }: StepObject): Step {
  if (wait !== undefined) return { action: 'wait', manner: { kind: 'wait', waitSeconds: wait } };
  if (signal !== undefined) return { action: 'signal', manner: { kind: 'signal', signal } };
  if (kill !== undefined) return { action: 'kill', manner: { kind: 'kill', ladder: kill } };
  const isVital = on_failure === 'stop';
  return { action: run, manner: { kind: 'run', timeoutSeconds: timeout_seconds, isVital } };
}
