// Something that may come once, and can be waited for. Does not know what it is.

/** What may come, and the way to bring it about. */
export interface Occasion {
  readonly comes: Promise<void>;
  come(): void;
}

/** An occasion that has not come yet. */
export function occasion(): Occasion {
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { comes, come };
}
