/** Another program that starts, stops and knows the process of a service, as every other room sees it. */

/** Who manages the process of a service; `cli` are the words by which he is called, before what is asked of him. */
export type Manager = { readonly cli: readonly string[] } & (
  | { readonly kind: 'tmux'; readonly session: string }
  | { readonly kind: 'systemd'; readonly unit: string }
  | { readonly kind: 'docker'; readonly container: string }
);
