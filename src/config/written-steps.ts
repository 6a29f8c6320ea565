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

/** Every step that is written there. */
export function writtenSteps({
  recovery_actions: actions = [],
}: Pick<DefaultsEntry, 'recovery_actions'>): WrittenStep[] {
  return actions.map((step, index) => ({ at: ['recovery_actions', index], step }));
}

/** The command, or the `kill`, that a step is about; none where it waits or signals. */
export function actionOf(step: StepEntry): string | undefined {
  if (typeof step === 'string') return step;
  return step.kill === undefined ? step.run : 'kill';
}
