// What is said of verbs that are under way, and of what came of them.

import { newsOf } from '../../../../src/cli/menu/frame.ts';
import { update } from '../../../../src/cli/menu/update.ts';
import { parseEnded } from '../../../../src/commands/menu/parse-ended.ts';
import { after, menuOf, service } from './rig.ts';

const BEGUN = update(menuOf(service('web')), {
  kind: 'begun',
  underWay: { id: 1, title: 'restart web', sinceMs: 1000 },
}).model;

const ended = (exitCode: number, answers: readonly unknown[]) =>
  parseEnded({ exitCode, stdout: JSON.stringify({ answers }), stderr: '' });

test('a verb under way is told with how long it is', () => {
  expect(newsOf({ ...BEGUN, nowMs: 4000 }).text).toBe('restart web … 3s');
});

test('what came of it is told instead', () => {
  const answers = [{ key: 'web', ok: true, message: 'started pid 7' }];
  const { model, wish } = update(BEGUN, { kind: 'ended', id: 1, ended: ended(0, answers) });
  expect(newsOf(model)).toEqual({ text: 'restart web: web: started pid 7', tone: 'good' });
  expect(wish).toEqual({ kind: 'look' });
});

test('of many the first that failed is told, and how many did not', () => {
  const answers = [
    { key: 'a', ok: true, message: 'fine' },
    { key: 'b', ok: false, message: 'no' },
    { key: 'c', ok: true, message: 'fine' },
  ];
  const { model } = update(BEGUN, { kind: 'ended', id: 1, ended: ended(1, answers) });
  expect(newsOf(model)).toEqual({ text: 'restart web FAILED: b: failed: no (2 of 3 done)', tone: 'bad' });
});

test('a question comes before all other news', () => {
  expect(newsOf(after(BEGUN, 'k').model).tone).toBe('question');
});

test.each([
  [{ exitCode: 2, stdout: '{"error":{"message":"no such"}}', stderr: '' }, 'no such'],
  [{ exitCode: 70, stdout: '', stderr: 'Error: oh\n at x' }, 'Error: oh'],
  [{ exitCode: undefined, stdout: '', stderr: '' }, 'it was ended'],
  [{ exitCode: 9, stdout: '', stderr: '' }, 'exit code 9'],
])('of %j is told %j', (ran, line) => {
  expect(parseEnded(ran)).toEqual({ isOk: false, lines: [line] });
});

test.each([
  [0, { line: '* * * * * x', isEnabled: true }, 'cron starts it: * * * * * x'],
  [1, { line: '* * * * * x', isEnabled: false }, 'disabled: * * * * * x'],
  [1, { isEnabled: false, problem: 'there is no line of ours' }, 'there is no line of ours'],
])('of cron that ends with %d and %j is told %j', (exitCode, document, line) => {
  const ran = { exitCode, stdout: JSON.stringify(document), stderr: '' };
  expect(parseEnded(ran)).toEqual({ isOk: exitCode === 0, lines: [line] });
});

test('what a message has in it does not act on the terminal', () => {
  const { model } = update(BEGUN, { kind: 'said', text: 'a\u001b[2Jb\nc', isBad: false });
  expect(newsOf(model).text).toBe('restart web … 0s  |  a\\u001b[2Jb\\u000ac');
});
