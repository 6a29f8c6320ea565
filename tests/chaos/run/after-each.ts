// Stands in for Jest's `afterEach`: the rig of the scenes has what it began undone after a test, and here after the run.

const undoings: (() => unknown)[] = [];

/** Has something done after the run. */
export function afterEach(undo: () => unknown): void {
  undoings.push(undo);
}

/** Ends and removes whatever the run has begun. */
export async function undo(): Promise<void> {
  for (const one of undoings) await one();
}
