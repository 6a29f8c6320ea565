import { visibleTail } from '../../../src/host/visible-text.ts';

const tail = (text: string) => visibleTail(Buffer.from(text, 'utf8'));

describe('the tail of an output', () => {
  test('is its last 20 lines', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    expect(tail(`${lines.join('\n')}\n`)).toBe(lines.slice(30).join('\n'));
  });

  test('writes out what would act on a terminal', () => {
    expect(tail('\u001b[31mred\u0007 a\rb \u009b \u202e')).toBe('\\x1b[31mred\\x07 a\\x0db \\x9b \\u202e');
  });

  test('keeps tabs, and takes lines of Windows for lines', () => {
    expect(tail('a\tb\r\nc\r\n')).toBe('a\tb\nc');
  });

  test('replaces what is not UTF-8', () => {
    expect(visibleTail(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  });

  test('drops the rest of a character that was cut', () => {
    expect(visibleTail(Buffer.from('€uro').subarray(1))).toBe('uro');
  });

  test('of nothing is nothing', () => {
    expect(tail('')).toBe('');
  });
});
