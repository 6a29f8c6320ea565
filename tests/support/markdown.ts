// What a test needs of a page in Markdown: its fenced blocks, each with the comment before it, and its tables.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** A fenced block. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The words of the HTML comment right before it; empty when there is none. */
  readonly mark: string;
}

/** A page of the repository. */
export function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** All fenced blocks of a page, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks = markdown.matchAll(/(?:<!-- (.*?) -->\n)?```(\w+)\n([\s\S]*?)```/g);
  return [...blocks].map(([, mark = '', language = '', text = '']) => ({ mark, language, text }));
}

/** The cells of every table row of a page, headings and rulers included. */
export function rowsOf(markdown: string): readonly (readonly string[])[] {
  const rows = markdown.matchAll(/^\|(.*)\|$/gm);
  // A bar within code does not end a cell.
  return [...rows].map(([, row = '']) =>
    [...row.matchAll(/((?:`[^`]*`|[^|])*)(?:\||$)/g)].map(([, cell = '']) => cell.trim()),
  );
}
