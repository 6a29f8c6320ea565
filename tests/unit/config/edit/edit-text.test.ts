import { editText } from '../../../../src/config/edit/edit-text.ts';

const COMMENTED = `{
  // who watches
  "processes": {
    "web": { // the shop
      "commands": { "start": "./web", "clear_db": "./clear" }, // both are ours
      "disabled_actions": [
        "clear_db", // slow
        "kill" // never
      ]
    },
    "worker": { "commands": { "start": "./worker" } } /* alone */
  }
}
`;

const off = (entry: string, action: string) => ({ kind: 'action', entry, action, isOn: false }) as const;
const on = (entry: string, action: string) => ({ kind: 'action', entry, action, isOn: true }) as const;
const comments = (text: string) => text.match(/\/\/.*|\/\*.*\*\//g);
/** The lines that are in one of the texts alone. */
const changed = (before: string, after: string) => {
  const [left, right] = [before.split('\n'), after.split('\n')];
  return [left.filter((line) => !right.includes(line)), right.filter((line) => !left.includes(line))];
};

test('a service is disabled by one option more, and every comment stays', () => {
  const edited = editText(COMMENTED, { kind: 'enabled', entry: 'web', isOn: false });
  expect(comments(edited)).toEqual(comments(COMMENTED));
  expect(edited).toContain('"enabled": false');
  const back = editText(edited, { kind: 'enabled', entry: 'web', isOn: true });
  expect(changed(edited, back)).toEqual([['      "enabled": false'], ['      "enabled": true']]);
});

test('an action that is taken out is added to the list, whose comments stay', () => {
  const edited = editText(COMMENTED, off('web', 'start'));
  expect(edited).toMatch(/"disabled_actions": \[\s+"clear_db", \/\/ slow\s+"kill",\s+"start"/);
  expect(comments(edited)).toEqual(comments(COMMENTED));
  expect(editText(COMMENTED, off('web', 'kill'))).toBe(COMMENTED);
});

test.each([
  ['clear_db', ['kill']],
  ['kill', ['clear_db']],
])('%s is put back: it alone goes off the list, and every comment stays', (action, left) => {
  const edited = editText(COMMENTED, on('web', action));
  expect(comments(edited)).toEqual(comments(COMMENTED));
  expect(JSON.parse(edited.replace(/\/\/.*|\/\*.*\*\//g, '')).processes.web.disabled_actions).toEqual(left);
});

test.each([
  ['["a"]', '[]'],
  ['["b", "a"]', '["b"]'],
  ['["a", "b", "a"]', '["b"]'],
  ['[\n      "b",\n      "a"\n    ]', '[\n      "b"\n    ]'],
  ['[/* 1 */ "a" /* 2 */, /* 3 */ "b"]', '[/* 1 */  /* 2 */ /* 3 */ "b"]'],
])('of %j is left %j', (list, expected) => {
  const around = (text: string) => `{ "processes": { "x": { "disabled_actions": ${text} } } }`;
  expect(editText(around(list), on('x', 'a')).replace(/(?<=\[) |(?<=\S) (?=\])/g, '')).toBe(around(expected));
});

test('a service without a list of its own begins with that of all', () => {
  const text = '{\n\t"defaults": { "disabled_actions": ["kill", "sweep"] },\n\t"processes": { "a": {} }\n}\n';
  const at = (edited: string) => JSON.parse(edited).processes.a.disabled_actions;
  expect(at(editText(text, off('a', 'start')))).toEqual(['kill', 'sweep', 'start']);
  expect(at(editText(text, on('a', 'kill')))).toEqual(['sweep']);
});

test.each([
  [
    'tabs',
    '{\n\t"processes": {\n\t\t"a": {\n\t\t\t"heartbeat_path": "a"\n\t\t}\n\t}\n}\n',
    '\n\t\t\t"enabled": false\n',
  ],
  [
    'four spaces',
    '{\n    "processes": {\n        "a": {\n        }\n    }\n}\n',
    '\n            "enabled": false\n',
  ],
  ['on one line', '{ "processes": { "a": { "x": 1 } } }', '{ "x": 1, "enabled": false }'],
  [
    'lines of Windows',
    '{\r\n  "processes": {\r\n    "a": {}\r\n  }\r\n}\r\n',
    '\r\n      "enabled": false\r\n',
  ],
])('it is written as its writer does: %s', (_, text, expected) => {
  expect(editText(text, { kind: 'enabled', entry: 'a', isOn: false })).toContain(expected);
});
