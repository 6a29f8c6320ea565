import fc from 'fast-check';
import { oneLine, visible } from '../../../src/cli/visible.ts';

const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const RED = '\u001b[31m';
const NO_COLOUR = '\u001b[39m';
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('what is shown', () => {
  test.each([
    ['an escape that moves the cursor', '\u001b[2Jx', '\\u001b[2Jx'],
    ['one of a single byte, as some terminals take it', '\u009b2Jx', '\\u009b2Jx'],
    ['what sets the title of a window', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
    ['a return to the beginning of the line', 'bad\rgood', 'bad\\u000dgood'],
    ['text that runs backwards', 'a\u202egnp.exe', 'a\\u202egnp.exe'],
    ['what hides', 'a\u200bb\ufeff\u00ad', 'a\\u200bb\\ufeff\\u00ad'],
    ['letters beyond the first plane that nobody sees', '\u{e0041}', '\\udb40\\udc41'],
    ['half a character', '\ud800', '\\ud800'],
  ])('has %s written out', (_, text, shown) => {
    expect([visible(text), oneLine(text)]).toEqual([shown, shown]);
  });

  test('keeps its lines and tabs, and letters of all languages', () => {
    expect(visible('a\tb\nÄ é 語 🙂')).toBe('a\tb\nÄ é 語 🙂');
  });

  test('keeps a colour that is around a whole line, and no other', () => {
    expect(visible(`${RED}web\u001b[8mx${NO_COLOUR}`)).toBe(`${RED}web\\u001b[8mx${NO_COLOUR}`);
    expect(visible(`web ${RED}x${NO_COLOUR}`)).toBe('web \\u001b[31mx\\u001b[39m');
  });

  test('never acts on a terminal, whatever it is made from', () => {
    fc.assert(fc.property(anyText, (text) => !ACTING.test(oneLine(text))));
  });

  test('in JSON stands for the very same value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(JSON.stringify({ text }));
        expect(shown).not.toMatch(ACTING);
        expect(JSON.parse(shown)).toEqual({ text });
      }),
    );
  });
});
