// What keys ask for, and what is asked before.

import { after, menuOf, service } from './rig.ts';

const MENU = menuOf(service('web'), service('worker', { entry: 'work', state: 'disabled' }));
const wordsOf = (...keys: readonly string[]) =>
  after(MENU, ...keys).wishes.map((wish) => (wish.kind === 'run' ? wish.words.join(' ') : wish.kind));

test.each([
  [['s'], ['on web']],
  [['down', 's'], ['on worker']],
  [['c'], ['cron status']],
  [['S'], ['start-all']],
  [['f'], ['look']],
  [['enter'], ['look']],
  [['q'], ['leave']],
  [['ctrl-c'], ['leave']],
  [['x', '!', 'backspace'], []],
])('%j asks for %j', (keys, expected) => {
  expect(wordsOf(...keys)).toEqual(expected);
});

test.each([
  ['k', 'off web', /Kill web\?/],
  ['r', 'restart web', /Restart web\?/],
  ['g', 'recover web', /Recover web, if it is down\?/],
  ['G', 'recover', /Recover ALL services that are down\?/],
  ['K', 'stop-all', /Kill ALL services\?/],
  ['C', 'cron install', /Have cron start the watchdog/],
  ['R', 'restart-all', /Restart ALL services/],
])('%s asks first, and does it at y alone', (key, words, question) => {
  expect(after(MENU, key).model.question?.words).toMatch(question);
  expect(wordsOf(key)).toEqual([]);
  expect(wordsOf(key, 'y')).toEqual([words]);
  for (const no of ['n', 'enter', 'escape', ' ', 'q', key]) expect(wordsOf(key, no)).toEqual([]);
  expect(after(MENU, key, 'n').model.said?.text).toBe('Left as it is.');
});

test('numbers run the own commands of a service, once that was confirmed', () => {
  const menu = menuOf(service('web', { actions: ['clear_db', 'sweep'] }));
  expect(after(menu, '2').model.question?.words).toBe('Run sweep of web?');
  expect(after(menu, '2', 'y').wishes).toMatchObject([
    { words: ['do', 'web', 'sweep'], title: 'sweep of web' },
  ]);
  expect(after(menu, '3', 'y', '0', 'y').wishes).toEqual([]);
});

test('ctrl-c leaves also out of a question, and does not answer it', () => {
  expect(wordsOf('k', 'ctrl-c')).toEqual(['leave']);
});

test('e asks for the other of enabled and disabled, of the entry in the file', () => {
  const edits = [...after(MENU, 'e').wishes, ...after(MENU, 'down', 'e').wishes];
  expect(edits).toMatchObject([
    { kind: 'edit', edit: { kind: 'enabled', entry: 'web', isOn: false } },
    { kind: 'edit', edit: { kind: 'enabled', entry: 'work', isOn: true } },
  ]);
});

test('without any service, keys that are about one do nothing', () => {
  const { wishes } = after(menuOf(), 's', 'k', 'r', 'e', 'enter', 'down', 'end');
  expect(wishes).toEqual([]);
});

test('any key leaves the help', () => {
  expect(after(MENU, '?').model.page).toBe('help');
  expect(after(MENU, '?', 'k')).toMatchObject({ model: { page: 'list', question: undefined } });
});
