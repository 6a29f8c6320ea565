// Where keys lead to: in the list, with a filter, and within one service.

import { firstShown } from '../../../../src/cli/menu/layout.ts';
import { listed } from '../../../../src/cli/menu/model.ts';
import { shownLines } from '../../../../src/cli/menu/service-lines.ts';
import { update } from '../../../../src/cli/menu/update.ts';
import type { CloseUp } from '../../../../src/commands/menu/close-up.ts';
import { after, menuOf, service, sightOf } from './rig.ts';

const ALL = Array.from({ length: 50 }, (_, index) => service(`s${index}`));
const MENU = menuOf(...ALL);

test.each([
  [['down', 'down', 'up'], 's1'],
  [['up'], 's0'],
  [['end'], 's49'],
  [['end', 'down'], 's49'],
  [['end', 'home'], 's0'],
  [['page-down'], 's16'],
  [['page-down', 'page-down', 'page-up'], 's16'],
])('%j selects %s', (keys, expected) => {
  expect(after(MENU, ...keys).model.selected).toBe(expected);
});

test('the selected service stays selected when others come before it', () => {
  const { model } = after(MENU, 'down', 'down');
  const sight = sightOf(service('new'), ...ALL);
  expect(update(model, { kind: 'seen', sight }).model.selected).toBe('s2');
});

test('when it is taken out of the config, its details close', () => {
  const { model } = after(MENU, 'down', 'enter');
  expect(update(model, { kind: 'seen', sight: sightOf(service('s0')) }).model).toMatchObject({
    page: 'list',
    selected: 's0',
  });
});

test('keys typed into the filter are letters of it; enter keeps it, esc forgets it', () => {
  const typed = after(MENU, '/', 's', '4', 'k', 'backspace');
  expect(typed.wishes).toEqual([]);
  expect(listed(typed.model)).toHaveLength(11);
  expect(typed.model.selected).toBe('s4');
  const kept = after(typed.model, 'enter', 'down', 's');
  expect(kept.wishes).toMatchObject([{ words: ['on', 's40'] }]);
  expect(listed(after(kept.model, 'escape').model)).toHaveLength(50);
});

test('a filter that nothing passes selects nothing', () => {
  expect(after(MENU, '/', 'x', 'y', 'enter', 'r')).toMatchObject({
    model: { selected: undefined },
    wishes: [],
  });
});

const CLOSE_UP: CloseUp = {
  key: 's0',
  report: { services: [], lastTick: undefined, key: 's0', processes: [] },
  history: { window: { fromMs: 0, untilMs: 1 }, services: [], events: [] },
  switches: [
    { action: 'kill', isOn: true },
    { action: 'clear', isOn: false },
  ],
  log: { path: '/l', lines: ['a', 'b'] },
};

test('space toggles the action under the cursor, in the details alone', () => {
  const near = update(after(MENU, 'enter').model, { kind: 'seen_closely', closeUp: CLOSE_UP }).model;
  expect(after(near, ' ').wishes).toMatchObject([{ edit: { entry: 's0', action: 'kill', isOn: false } }]);
  expect(after(near, 'down', 'down', ' ').wishes).toMatchObject([{ edit: { action: 'clear', isOn: true } }]);
  expect(after(near, 'tab', ' ').wishes).toEqual([{ kind: 'look' }]);
  expect(after(MENU, ' ').wishes).toEqual([]);
});

test('the end of the output is seen first, and page keys scroll back to its beginning and no further', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  const closeUp = { ...CLOSE_UP, log: { path: '/l', lines } };
  const near = update(after(MENU, 'enter', 'tab', 'tab').model, { kind: 'seen_closely', closeUp }).model;
  const firstOf = (...keys: readonly string[]) => shownLines(after(near, ...keys).model)[0]?.text;
  expect(shownLines(near).at(-1)?.text).toBe('line 99');
  expect(firstOf('up')).toBe('line 80');
  expect(firstOf('home')).toBe('line 0');
  expect(firstOf('home', 'page-up', 'down')).toBe('line 1');
  expect(firstOf('home', 'end', 'down')).toBe('line 81');
});

test('what was seen of another service than the one that is open is not shown', () => {
  const { model } = after(MENU, 'down', 'enter');
  expect(update(model, { kind: 'seen_closely', closeUp: CLOSE_UP }).model.closeUp).toBeUndefined();
});

test.each([
  [10, 20, 9, 0],
  [50, 10, 0, 0],
  [50, 10, 25, 20],
  [50, 10, 49, 40],
])('of %d lines in %d, with the one at %d selected, the first shown is %d', (count, height, place, first) => {
  expect(firstShown(count, height, place)).toBe(first);
});
