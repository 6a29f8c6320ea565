// The menu as a value: what is seen, where one is in it, and what is under way. Knows neither keys nor how it is drawn.

import type { ConfigEdit } from '../../commands/edit-config.ts';
import type { CloseUp } from '../../commands/menu/close-up.ts';
import type { MenuService, MenuSight } from '../../commands/menu/sight.ts';

/** What a key press asks of the world. */
export type Wish =
  | { readonly kind: 'look' }
  | { readonly kind: 'leave' }
  /** A verb, and what it is called while it is under way. */
  | { readonly kind: 'run'; readonly words: readonly string[]; readonly title: string }
  | { readonly kind: 'edit'; readonly edit: ConfigEdit; readonly title: string };

/** What is asked before it is done; it is done at `y`. */
export interface Question {
  readonly words: string;
  readonly wish: Wish;
}

/** A verb under way. */
export interface UnderWay {
  readonly id: number;
  readonly title: string;
  readonly sinceMs: number;
}

/** The panes of one service. */
export const TABS = ['state', 'history', 'log'] as const;

/** The menu. */
export interface Model {
  readonly sight: MenuSight;
  /** Of the service that is shown from near; absent until it was looked at. */
  readonly closeUp: CloseUp | undefined;
  readonly page: 'list' | 'service' | 'help';
  /** Key of the service that keys are about; absent where none is listed. */
  readonly selected: string | undefined;
  readonly filter: string;
  /** Whether keys are letters of the filter. */
  readonly isTyping: boolean;
  readonly tab: (typeof TABS)[number];
  /** The action that is toggled, by its place. */
  readonly cursor: number;
  /** Lines scrolled: down from the first, or where the newest comes last up from the last. */
  readonly scroll: number;
  readonly question: Question | undefined;
  readonly underWay: readonly UnderWay[];
  /** What was last said of an action. */
  readonly said: { readonly text: string; readonly isBad: boolean } | undefined;
  readonly size: Size;
  readonly nowMs: number;
}

/** Of the terminal, in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The menu as it opens. */
export function opened(sight: MenuSight, size: Size, nowMs: number): Model {
  return {
    sight,
    closeUp: undefined,
    page: 'list',
    selected: sight.services[0]?.key,
    filter: '',
    isTyping: false,
    tab: 'state',
    cursor: 0,
    scroll: 0,
    question: undefined,
    underWay: [],
    said: undefined,
    size,
    nowMs,
  };
}

/** The services that the filter lets through, by a part of the key, the name or the state. */
export function listed({ sight, filter }: Pick<Model, 'sight' | 'filter'>): readonly MenuService[] {
  const part = filter.toLowerCase();
  return sight.services.filter(({ key, displayName, state }) =>
    [key, displayName, state].some((word) => word.toLowerCase().includes(part)),
  );
}

/** The service that keys are about. */
export function target({ sight, selected }: Pick<Model, 'sight' | 'selected'>): MenuService | undefined {
  return sight.services.find(({ key }) => key === selected);
}
