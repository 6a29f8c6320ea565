// What an edit of the config means for a service that may be running: words, from the options that differ and from how it is.
// Nothing is decided here; what the next check would do is its own decision.

import type { ServiceState } from '../service-state.ts';
import type { OptionChange } from './compare.ts';

/** What an edit does to a service. */
export type Change = 'added' | 'removed' | 'enabled' | 'disabled' | 'changed';

/** A service before and after the edit. */
export interface Edited {
  readonly key: string;
  readonly change: Change;
  readonly options: readonly OptionChange[];
  /** What is remembered of it; absent where nothing is. */
  readonly state: Pick<ServiceState, 'desired'> | undefined;
  /** Whether something of it is known to live. */
  readonly isAlive: boolean;
  /** Whether what was counted of its recoveries is forgotten for the edit. */
  readonly isRearmed: boolean;
}

/** What an edit means for a service, a sentence each. */
export function consequencesOf(edited: Edited): readonly string[] {
  const { change, key, isAlive, state } = edited;
  switch (change) {
    case 'removed':
      return [`no longer looked at; ${isAlive ? LEFT_ALONE : 'nothing of it is known to live'}`];
    case 'disabled':
      return [
        `no longer looked at; ${isAlive ? 'what runs of it is left alone' : 'nothing of it is known to live'}`,
      ];
    case 'added':
    case 'enabled':
      if (state?.desired.mode === 'off')
        return [`it was switched off, and stays so until \`watchdog on ${key}\``];
      return [
        isAlive
          ? 'it runs already: it is adopted, not started again'
          : 'it is started once it was found down often enough in a row',
      ];
    case 'changed':
      return changed(edited);
  }
}

const LEFT_ALONE = 'what runs of it is left alone, and listed by `watchdog orphans`';

function changed({ key, options, isAlive, isRearmed }: Edited): readonly string[] {
  const roots = new Set(options.map(({ option }) => option.split('.')[0] as string));
  const isOfRun = [...roots].some((root) => RUN.has(root)) && isAlive;
  const isOfJudging = [...roots].some((root) => !RUN.has(root) && !TOLD_ONLY.has(root));
  return [
    ...(isOfRun
      ? [
          `what runs of it is left as it is: the new way holds from its next start on; \`watchdog restart ${key}\` starts it anew at once`,
        ]
      : []),
    ...(isOfJudging ? ['it is judged by that from the next check on'] : []),
    ...(isRearmed
      ? ['re-armed: its recent recoveries are forgotten, as is its wait, or that it was given up']
      : []),
  ];
}

/** Options that matter when something is run. */
const RUN: ReadonlySet<string> = new Set([
  'commands',
  'cwd',
  'env',
  'env_file',
  'user',
  'listens',
  'cleanup_args',
]);
/** Options that change nothing of what is done. */
const TOLD_ONLY: ReadonlySet<string> = new Set(['display_name', 'tags']);
