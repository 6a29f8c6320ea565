// How the lines of the terminal are shared out. One is left free at its end: a screen that is written to the last line scrolls.

import type { Model } from './model.ts';

/** Lines above what is shown: the title, and the headings or tabs. */
const ABOVE = 2;
/** Lines below: why the selected one is so, what is under way, the keys; and the free one. */
const BELOW = { list: 5, service: 3, help: 3 } as const;

/** How many lines the services, or the text of one, may take. */
export function bodyHeight({ size, page, sight }: Pick<Model, 'size' | 'page' | 'sight'>): number {
  const problems = Math.min(1, sight.problems.length);
  return Math.max(1, size.rows - ABOVE - problems - BELOW[page]);
}

/** Which of `count` lines are shown in `height` so that the one at `place` is in the middle as far as that can be: from where. */
export function firstShown(count: number, height: number, place: number): number {
  return Math.max(0, Math.min(place - Math.floor(height / 2), count - height));
}
