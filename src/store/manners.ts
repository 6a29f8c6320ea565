// How a step is to be done, as one JSON column, empty for almost every step. What cannot be read is as if it were not there:
// the step is then done in the usual way, or skipped where there is none.

import type { StepRecord } from '../core/recovery.ts';
import type { Rung, Signal } from '../core/signal.ts';
import { number, object, optional, text } from './json.ts';

type Manner = NonNullable<StepRecord['manner']>;

/** What was stored of a step's manner. */
export function readManner(json: string | null): Manner | undefined {
  if (json === null) return undefined;
  try {
    return mannerOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function mannerOf(value: unknown): Manner | undefined {
  const found = object(value, 'manner');
  switch (found.kind) {
    case 'run': {
      const timeoutSeconds = optional(found.timeoutSeconds, () => number(found, 'timeoutSeconds'));
      return { kind: 'run', timeoutSeconds, isVital: found.isVital === true };
    }
    case 'wait':
      return { kind: 'wait', waitSeconds: number(found, 'waitSeconds') };
    case 'signal':
      return { kind: 'signal', signal: signalOf(text(found, 'signal')) };
    case 'kill':
      return { kind: 'kill', ladder: ladderOf(found.ladder) };
    default:
      return undefined;
  }
}

function ladderOf(value: unknown): readonly Rung[] {
  if (!Array.isArray(value)) throw new TypeError('ladder is not a list');
  return value.map((rung) => {
    const found = object(rung, 'rung');
    return [signalOf(text(found, '0')), number(found, '1')];
  });
}

/** Whether it is one at all, the system says when it is sent. */
function signalOf(name: string): Signal {
  if (!/^SIG[A-Z0-9]+$/.test(name)) throw new TypeError('signal is no name of one');
  return name as Signal;
}
