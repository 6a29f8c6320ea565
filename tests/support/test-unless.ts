// Tests that not every machine can hold: where it cannot, they are skipped by name, with the reason.

/** Declares a test, or one for each row of a table. */
export interface DeclareTest {
  (title: string, body: () => unknown, timeoutMs?: number): void;
  readonly each: jest.Each;
}

/** Declares tests that are run unless there is a reason why not. */
export function testUnless(whyNot: string | undefined): DeclareTest {
  return whyNot === undefined ? (test as DeclareTest) : skippedFor(whyNot);
}

function skippedFor(whyNot: string): DeclareTest {
  const named = (title: string) => `${title} (skipped: ${whyNot})`;
  const skip = (title: string, body: () => unknown) => test.skip(named(title), body as () => void);
  const each = (rows: readonly unknown[]) => (title: string, body: () => void) =>
    test.skip.each(rows)(named(title), body);
  return Object.assign(skip, { each: each as jest.Each });
}
