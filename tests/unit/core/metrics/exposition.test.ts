// The text format: whatever a label says, it is one line, and stands for that text.

import fc from 'fast-check';
import { exposition } from '../../../../src/core/metrics/exposition.ts';
import type { Family } from '../../../../src/core/metrics/family.ts';
import { measure } from '../../../../src/core/metrics/measure.ts';
import { someFacts } from '../../../support/core/metric-facts.ts';

function withLabel(text: string): Family {
  const points = [{ labels: { label: text }, value: 1 }];
  return { name: 'x', type: 'gauge', unit: '1', help: 'one\ntwo \\', points };
}

/** What a reader of the format makes of an escaped text. */
const unescaped = (text: string) =>
  text.replaceAll(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter));

test('backslashes, quotes and line ends are escaped', () => {
  expect(exposition([withLabel('a"b\\c\nd')])).toBe(
    '# HELP x one\\ntwo \\\\\n# TYPE x gauge\nx{label="a\\"b\\\\c\\nd"} 1\n',
  );
});

test('what acts on a terminal is replaced', () => {
  expect(exposition([withLabel('\u001b[31m\u202e\r')])).toContain('x{label="\ufffd[31m\ufffd\ufffd"} 1\n');
});

test('whatever a label says, its value is one line, and stands for it where it can be shown', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab"\\\n{}=, é😀') });
  fc.assert(
    fc.property(text, (label) => {
      const lines = exposition([withLabel(label)])
        .trimEnd()
        .split('\n');
      expect(lines).toHaveLength(3);
      const [, value = ''] = /^x\{label="((?:[^"\\]|\\[\\"n])*)"\} 1$/.exec(lines[2] ?? '') ?? [];
      expect(unescaped(value)).toBe(label);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (label) => {
      expect(exposition([withLabel(label)]).split('\n')).toHaveLength(4);
    }),
  );
});

test('a metric without values still says what it is, and none has a timestamp', () => {
  const lines = exposition(measure(someFacts([]))).split('\n');
  expect(lines).toContain('# TYPE watchdog_service_up gauge');
  expect(lines).toContain('# TYPE watchdog_service_restarts_total counter');
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of samples) expect(line).toMatch(/^\w+(\{.*\})? \S+$/);
});
