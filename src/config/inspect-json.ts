/**
 * Walks JSON text with comments, slowly and with positions, to say what is wrong with it: the first break, or keys written
 * twice. It does not know what the keys mean.
 */
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { type Location, MOST_TOLD } from './finding.ts';

/** Where and how the text stops being JSON; line and column count from 1, the offset from 0. */
export interface Break {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

/** A key that its object had already; the line counts from 1. */
export interface Duplicate {
  readonly at: Location;
  readonly line: number;
}

const EXPECTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in double quotes (and no comma after the last entry)',
  ValueExpected: 'a value (and no comma after the last one)',
  ColonExpected: 'a colon after the name',
  CommaExpected: 'a comma before the next entry',
  CloseBraceExpected: '`}` to close the object',
  CloseBracketExpected: '`]` to close the list',
  EndOfFileExpected: 'nothing more after the end of the document',
  InvalidSymbol: 'a text in double quotes, a number, true, false or null',
  UnexpectedEndOfNumber: 'a number such as 12 or 0.5',
  UnexpectedEndOfComment: '`*/` to close the comment',
  UnexpectedEndOfString: 'a double quote to close the text',
  InvalidUnicode: 'four hexadecimal digits after `\\u`',
  InvalidEscapeCharacter: 'a valid escape; a backslash itself is written `\\\\`',
  InvalidCharacter: 'no raw control character inside a text; a line break is written `\\n`',
};

/** What a walk over the text finds. */
export interface Inspection {
  readonly firstBreak: Break | undefined;
  /** All of them, or as many as are told. */
  readonly duplicates: readonly Duplicate[];
}

/** Looks at every key and symbol; throws a `RangeError` when the text is nested deeper than the stack. */
export function inspectJson(text: string): Inspection {
  let firstBreak: Break | undefined;
  const duplicates: Duplicate[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name, _offset, _length, startLine, _startCharacter, pathSupplier) {
      const seen = open.at(-1);
      if (seen?.has(name) && duplicates.length < MOST_TOLD)
        duplicates.push({ at: [...pathSupplier(), name], line: startLine + 1 });
      seen?.add(name);
    },
    onError(code, offset, length, startLine, startCharacter) {
      firstBreak ??= {
        offset,
        length,
        line: startLine + 1,
        column: startCharacter + 1,
        expected: expectedBy(code),
      };
    },
  });
  return { firstBreak, duplicates };
}

function expectedBy(code: ParseErrorCode): string {
  return EXPECTED[printParseErrorCode(code)] ?? 'valid JSON';
}
