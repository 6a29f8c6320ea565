// What a test has begun is undone when it is over, also when it failed: the last first, whatever becomes of the others.

const undoings: (() => unknown)[] = [];

afterEach(undoAll);

/** Has something undone after the test that runs, or is about to: call it in a test or in a `beforeEach`. */
export function afterTest(undo: () => unknown): void {
  undoings.push(undo);
}

async function undoAll(): Promise<void> {
  const undo = undoings.pop();
  if (undo === undefined) return;
  try {
    await undo();
  } finally {
    await undoAll();
  }
}
