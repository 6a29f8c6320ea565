// What is to be delivered, and what may come of it. Knows not why it is told.

import type { Level } from '../config/alerts/channel.ts';

/** One message, for people and for programs. */
export interface Message {
  /** The same at each try: whoever has seen it has had it. */
  readonly id: string;
  readonly level: Level;
  /** Whether it tells that something is well again. */
  readonly isRelief: boolean;
  /** One line. */
  readonly title: string;
  readonly body: string;
  /** The last words of a program; may be of many lines, and must not be taken for anything but text. */
  readonly tail: string | undefined;
  /** The whole document, for programs. */
  readonly document: unknown;
}

/** What came of a delivery, in words that hold no secret. */
export type Receipt =
  | { readonly kind: 'delivered'; readonly answer: string }
  /** The other end has said no. */
  | { readonly kind: 'refused'; readonly answer: string }
  /** It could not be reached, or gave no answer in time: it may have got it all the same. */
  | { readonly kind: 'failed'; readonly answer: string };
