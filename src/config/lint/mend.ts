/** Writes the cure of a finding into config text; comments, and all else, stay as they are. It does not judge what comes of it. */
import { applyEdits, modify } from 'jsonc-parser';
import type { Fix } from './lint.ts';

/** The text with the cure in it. */
export function mendText(text: string, { at, value }: Fix): string {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, [...at], value, { formattingOptions }));
}
