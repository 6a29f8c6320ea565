/** Settles how a service is recovered, and how each step of that is done. It does not know what the commands are. */
import type { Remedies, Service } from './config.ts';
import type { DefaultsEntry, ServiceEntry, StepEntry } from './schema.ts';
import { serviceSchema } from './service-schema.ts';
import type { Step } from './step.ts';
import { actionOf, type StepObject } from './written-steps.ts';

const { properties: options } = serviceSchema;
const NO_OTHERS: Remedies = { byVerdict: {}, escalation: [] };
const JUST_KILL = ['kill'];
const USUAL_ACTIONS = ['kill', 'start'];
const USUAL_ACTIONS_AND_CLEANUP = ['kill', 'clear_db', 'start'];

/** How a service is recovered. */
export type Recovery = Pick<
  Service,
  'recoveryActions' | 'remedies' | 'stopActions' | 'restartActions' | 'stopSignal'
>;

/** How the steps of one service are settled. */
interface Terms {
  readonly disabled: readonly string[];
  /** What comes before each kill, where something does. */
  readonly stop: Step | undefined;
}

/** How a service is recovered; `common` holds for every service that says nothing itself. */
export function resolveRecovery(entry: ServiceEntry, common: Common): Recovery {
  const written = entry.recovery_actions ?? common.recovery_actions;
  const escalate = entry.escalate ?? common.escalate;
  const terms = termsOf(entry, common);
  const isUsual = isList(written) && escalate === undefined;
  const recoveryActions = resolveSteps(defaultOf(written) ?? usualActions(entry), terms);
  return {
    recoveryActions,
    restartActions: restartSteps(recoveryActions, terms),
    remedies: isUsual ? NO_OTHERS : resolveOthers({ byVerdict: byVerdictIn(written), escalate }, terms),
    stopActions: terms.stop === undefined ? JUST_KILL : [terms.stop, ...JUST_KILL],
    stopSignal: entry.stop_signal ?? common.stop_signal ?? options.stop_signal.default,
  };
}

type Common = DefaultsEntry & Required<Pick<DefaultsEntry, 'kill_timeout' | 'disabled_actions'>>;

function termsOf(entry: ServiceEntry, common: Common): Terms {
  const disabled = entry.disabled_actions ?? common.disabled_actions;
  const isStoppable = entry.commands?.stop !== undefined && !disabled.includes('stop');
  if (!isStoppable) return { disabled, stop: undefined };
  const timeoutSeconds = entry.kill_timeout ?? common.kill_timeout;
  return { disabled, stop: { action: 'stop', manner: { kind: 'run', timeoutSeconds, isVital: false } } };
}

type Actions = DefaultsEntry['recovery_actions'];

function isList(written: Actions): written is Exclude<Actions, Readonly<Record<string, unknown>>> {
  return written === undefined || Array.isArray(written);
}

function defaultOf(written: Actions): readonly StepEntry[] | undefined {
  return isList(written) ? written : written.default;
}

function byVerdictIn(written: Actions): Others['byVerdict'] {
  if (isList(written)) return {};
  const { default: _, ...byVerdict } = written;
  return byVerdict;
}

interface Others {
  readonly byVerdict: Readonly<Record<string, readonly StepEntry[]>>;
  readonly escalate: DefaultsEntry['escalate'];
}

function resolveOthers({ byVerdict, escalate = [] }: Others, terms: Terms): Remedies {
  const steps = Object.entries(byVerdict).map(([verdict, entries]) => [
    verdict,
    resolveSteps(entries, terms),
  ]);
  const rungs = escalate.map(({ after, actions }) => ({ after, steps: resolveSteps(actions, terms) }));
  return { byVerdict: Object.fromEntries(steps), escalation: rungs.sort((a, b) => a.after - b.after) };
}

/** The reference's three steps; it failed at `clear_db` where there was no such command, we leave it out. */
function usualActions({ commands }: ServiceEntry): readonly string[] {
  return commands !== undefined && Object.hasOwn(commands, 'clear_db')
    ? USUAL_ACTIONS_AND_CLEANUP
    : USUAL_ACTIONS;
}

/** Its own way to end and to start, where that is among its steps. */
function restartSteps(recoveryActions: readonly Step[], terms: Terms): readonly Step[] {
  // Told by what they are, not by what is in them: that is so for nearly all, and there may be ten thousand.
  if (recoveryActions === USUAL_ACTIONS || recoveryActions === USUAL_ACTIONS_AND_CLEANUP)
    return USUAL_ACTIONS;
  if (USUAL_ACTIONS.some((action) => terms.disabled.includes(action))) return [];
  const isOf = (action: string) => (step: Step) => (typeof step === 'string' ? step : step.action) === action;
  const own = recoveryActions.filter((step) =>
    ['stop', ...USUAL_ACTIONS].some((action) => isOf(action)(step)),
  );
  const isWhole = USUAL_ACTIONS.every((action) => own.some(isOf(action)));
  return isWhole ? own : resolveSteps(USUAL_ACTIONS, terms);
}

/** The steps in their order, without those whose action is disabled; each kill is preceded by the stop, unless that has a place of its own. */
function resolveSteps(entries: readonly StepEntry[], { disabled, stop }: Terms): readonly Step[] {
  if (stop === undefined && disabled.length === 0 && entries.every((entry) => typeof entry === 'string'))
    return entries;
  const isOn = (entry: StepEntry) => !disabled.includes(actionOf(entry) ?? '');
  const enabled = disabled.length === 0 ? entries : entries.filter(isOn);
  const isPlaced = stop === undefined || enabled.some((entry) => actionOf(entry) === 'stop');
  return enabled.flatMap((entry) => {
    const step = typeof entry === 'string' ? entry : resolveStep(entry);
    return isPlaced || actionOf(entry) !== 'kill' ? [step] : [stop, step];
  });
}

function resolveStep({ run = '', wait, signal, kill, timeout_seconds, on_failure }: StepObject): Step {
  if (wait !== undefined) return { action: 'wait', manner: { kind: 'wait', waitSeconds: wait } };
  if (signal !== undefined) return { action: 'signal', manner: { kind: 'signal', signal } };
  if (kill !== undefined) return { action: 'kill', manner: { kind: 'kill', ladder: kill } };
  const isVital = on_failure === 'stop';
  return { action: run, manner: { kind: 'run', timeoutSeconds: timeout_seconds, isVital } };
}
