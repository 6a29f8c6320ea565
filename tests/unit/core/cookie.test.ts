// Who shows a cookie, and who has it for certain.

import { bears, enclosureOf, shows, showsAny } from '../../../src/core/cookie.ts';
import { holds } from '../../../src/core/instance.ts';
import type { ProcessMarks } from '../../../src/core/process.ts';
import { aProcess, COOKIE, marks } from '../../support/core/processes.ts';
import { anInstance } from '../../support/core/services.ts';

const COOKIE_OF_START = '7f9b1f8e-54d2-4a53-9c1f-3b0f3ad3c001';
const given = (givenBy: number, change: Partial<ProcessMarks> = {}) =>
  aProcess(101, { marks: marks({ instance: COOKIE, givenBy, ...change }) });

test('the name of a cgroup tells starts apart, and is not the cookie', () => {
  expect(enclosureOf(COOKIE_OF_START)).toBe('7f9b1f8e-54d2-4a53');
  const shown = aProcess(101, { marks: marks({ instance: enclosureOf(COOKIE_OF_START) }) });
  expect(shows(shown, COOKIE_OF_START)).toBe(false);
});

test.each([
  ['in its environment', marks({ instance: COOKIE_OF_START }), true],
  ['by its cgroup', marks({ cgroup: enclosureOf(COOKIE_OF_START) }), true],
  [
    'of somebody else though in its cgroup',
    marks({ instance: 'other', cgroup: enclosureOf(COOKIE_OF_START) }),
    false,
  ],
  ['by nothing, since it opted out', marks({ key: 'web', cgroup: enclosureOf(COOKIE_OF_START) }), false],
  ['by nothing that we may see', undefined, false],
])('a process shows a cookie %s', (_title, its, expected) => {
  expect(shows(aProcess(101, { marks: its }), COOKIE_OF_START)).toBe(expected);
});

test('who opted out shows none, who is in a cgroup of ours does', () => {
  expect(showsAny(aProcess(101, { marks: marks({ key: 'web', cgroup: 'x' }) }))).toBe(false);
  expect(showsAny(aProcess(101, { marks: marks({ cgroup: 'x' }) }))).toBe(true);
});

test('a cookie counts by the word of who gave it, whoever its holder has become since', () => {
  expect(bears(given(0, { uid: 33 }), COOKIE, [0])).toBe(true);
  expect(bears(given(33, { uid: 0 }), COOKIE, [0])).toBe(false);
  expect(bears(given(33), COOKIE, 'anybody')).toBe(true);
  expect(bears(given(33, { cgroup: enclosureOf(COOKIE) }), COOKIE, [0])).toBe(true);
});

test('where it is not known who gave it, its user counts', () => {
  expect(bears(given(0, { givenBy: undefined, uid: 33 }), COOKIE, [33])).toBe(true);
});

describe('the cookie of an instance', () => {
  test('counts by anybody’s word until that has beaten, since nobody can have heard of it', () => {
    expect(holds(given(33), anInstance({ confirmed: false }))).toBe(true);
    expect(holds(given(33), anInstance({ confirmed: true }))).toBe(false);
    expect(holds(given(33), anInstance({ confirmed: true, uid: 33 }))).toBe(true);
    expect(holds(given(33), anInstance({ confirmed: true }), [33])).toBe(true);
  });

  test('draws nobody in when it is adopted and shows that of another service', () => {
    const adopted = anInstance({ origin: 'adopted', uid: 33 });
    expect(holds(given(33), adopted)).toBe(true);
    expect(holds(given(0), adopted)).toBe(false);
    const enclosed = { cgroup: enclosureOf(COOKIE) };
    expect(holds(given(0, enclosed), adopted)).toBe(false);
    expect(holds(given(0, { ...enclosed, instance: undefined }), adopted)).toBe(false);
  });
});
