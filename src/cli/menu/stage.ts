// What those share who have wishes fulfilled: the menu as it is now, and how to tell it of something.

import type { Menu } from '../../commands/menu/open-menu.ts';
import { EXIT, exitOfError } from '../exit-codes.ts';
import type { Model } from './model.ts';
import type { Event } from './update.ts';

/** Where a session plays. */
export interface Stage {
  readonly menu: Menu;
  /** As of now. */
  readonly model: Model;
  take(event: Event): void;
  /** Ends the session, with an error where there was one. */
  leave(error?: unknown): void;
}

/** Tells what went wrong in the line of news; a bug of ours ends the session. */
export function complain(stage: Stage, error: unknown): void {
  if (exitOfError(error) === EXIT.bug) {
    stage.leave(error);
    return;
  }
  const { message, hint } = error as { message: string; hint: string };
  const words = message.split('\n').map((line) => line.trim());
  stage.take({ kind: 'said', text: [...words, hint].join(' '), isBad: true });
}
