/** Finds the steps of recoveries in what is written of a service, or of all of them. It does not judge them. */
import type { Location } from './finding.ts';
import type { DefaultsEntry, StepEntry } from './schema.ts';

/** A step, and its place within what it is written in. */
export interface WrittenStep {
  readonly at: Location;
  readonly step: StepEntry;
}

/** A step that is written as an object. */
export type StepObject = Exclude<StepEntry, string>;

/** The options in which steps are written. */
export const STEP_OPTIONS = ['recovery_actions', 'escalate'] as const;

type Written = Pick<DefaultsEntry, (typeof STEP_OPTIONS)[number]>;

/** Every step that is written there. */
export function writtenSteps({ recovery_actions: actions = [], escalate = [] }: Written): WrittenStep[] {
  const lists: [Location, readonly StepEntry[]][] = Array.isArray(actions)
    ? [[['recovery_actions'], actions]]
    : Object.entries(actions).map(([verdict, steps]) => [['recovery_actions', verdict], steps]);
  for (const [index, rung] of escalate.entries()) lists.push([['escalate', index, 'actions'], rung.actions]);
  return lists.flatMap(([at, steps]) => steps.map((step, index) => ({ at: [...at, index], step })));
}

/** The command, or the `kill`, that a step is about; none where it waits or signals. */
export function actionOf(step: StepEntry): string | undefined {
  if (typeof step === 'string') return step;
  return step.kill === undefined ? step.run : 'kill';
}
