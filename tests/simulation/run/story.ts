// The story of one seed in words, for whoever replays it; and how often each kind of fault was injected.

import type { Clocks } from '../world/clocks.ts';

/** What is told while a seed is lived through. */
export interface Story {
  tell(line: string): void;
  /** One more fault of a kind was injected. */
  count(fault: string): void;
  readonly faults: ReadonlyMap<string, number>;
}

/** Tells to a listener, each line with its true time; to nobody when there is none. */
export function createStory(clocks: Clocks, listen: ((line: string) => void) | undefined): Story {
  const faults = new Map<string, number>();
  const beganMs = clocks.trueMs();
  return {
    tell: (line) => listen?.(`${timeOf(clocks.trueMs() - beganMs)}  ${line}`),
    count: (fault) => faults.set(fault, (faults.get(fault) ?? 0) + 1),
    faults,
  };
}

function timeOf(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}:${((ms / 1000) % 60).toFixed(3).padStart(6, '0')}`;
}
