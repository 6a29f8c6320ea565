// Something that takes as long as a test wants.

/** What lasts until it is let go. */
export interface Gate {
  readonly lasts: Promise<void>;
  open(): void;
}

/** A gate that is shut. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const lasts = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { lasts, open: () => open() };
}
