/** The steps of a recovery as every other room sees them: resolved, with nothing left to default but what is said elsewhere. */
import type { RUNG_SIGNALS } from './options/signals.ts';

/** A signal by which a service may be told something, or ended. */
export type Signal = (typeof RUNG_SIGNALS)[number];

/** A signal, and how long is waited after it. */
export type Rung = readonly [signal: Signal, waitSeconds: number];

/** How a step is done, where it is not done in the usual way. It is stored with the step, so a change needs care for old rows. */
export type Manner =
  /** One of the service's commands; a vital one stops the recovery when it fails. */
  | { readonly kind: 'run'; readonly timeoutSeconds?: number | undefined; readonly isVital: boolean }
  | { readonly kind: 'wait'; readonly waitSeconds: number }
  /** To the leader alone. */
  | { readonly kind: 'signal'; readonly signal: Signal }
  /** What is sent before KILL, which comes after it in any case. */
  | { readonly kind: 'kill'; readonly ladder: readonly Rung[] };

/** One step: `kill`, `start` or the name of a command, done in the usual way; or an action, and how it is done. */
export type Step = string | { readonly action: string; readonly manner: Manner };
