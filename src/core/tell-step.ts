// A step in words, as it is planned and as it is logged.

import type { Manner, Step } from '../config/step.ts';

/** A step for people: what is done, and how, where that is not the usual way. */
export function tellStep(step: Step): string {
  return typeof step === 'string' ? step : tellAction(step.action, step.manner);
}

/** The same of a recorded step. */
export function tellAction(action: string, manner: Manner | undefined): string {
  switch (manner?.kind) {
    case undefined:
    case 'run':
      return action;
    case 'wait':
      return `wait ${manner.waitSeconds} s`;
    case 'signal':
      return manner.signal;
    case 'kill':
      return `kill by ${manner.ladder.map(([signal]) => signal).join(', ')}`;
  }
}
