// `watchdog menu`: what its screen asks of the other rooms. What is asked of services is done by the verbs, each in a process of
// its own: nothing makes the screen wait, and what was begun goes on without it.

import type { Config } from '../../config/config.ts';
import { runOwn } from '../../host/run-own.ts';
import { type ConfigEdit, editConfig } from '../edit-config.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CloseUp, lookClosely } from './close-up.ts';
import { type Ended, parseEnded } from './parse-ended.ts';
import { lookForMenu, type MenuSight } from './sight.ts';

/** A verb at work. */
export interface Errand {
  /** Never rejects. */
  readonly ended: Promise<Ended>;
  /** Waits for it no more; it goes on. */
  letGo(): void;
}

/** What the screen may ask for. */
export interface Menu {
  /** Throws ConfigError where nothing is known of the config. */
  look(): Promise<MenuSight>;
  /** Throws UsageError where the service is gone from the config. */
  lookClosely(key: string): Promise<CloseUp>;
  /** Throws ConfigError, and then nothing was edited. */
  edit(edit: ConfigEdit, seen: Pick<Config, 'path' | 'stamp'>): void;
  /** Runs a verb by its words, with the config that was seen. */
  run(words: readonly string[], seen: Pick<Config, 'path'>): Errand;
  isStopping(): boolean;
}

/** Opens the menu; `program` are the words that run us. */
export function openMenu(program: readonly string[], surroundings: Surroundings): Menu {
  return {
    look: () => lookForMenu(surroundings),
    lookClosely: (key) => lookClosely(key, surroundings),
    edit: editConfig,
    run: (words, { path }) => {
      const { ended, letGo } = runOwn([...program, '-c', path, '--json', ...words]);
      return { ended: ended.then(parseEnded), letGo };
    },
    isStopping: surroundings.isStopping,
  };
}
