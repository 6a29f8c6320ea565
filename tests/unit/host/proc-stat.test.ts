import { isWithoutEnvironment, parseProcStat } from '../../../src/host/proc-stat.ts';

const REST = '1 77 70 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 2500 1000 50';

describe('what the kernel says of a process', () => {
  test('is its parent, group, session and start', () => {
    expect(parseProcStat(`78 (sh) S ${REST}`, 1000)).toEqual({
      dead: false,
      facts: {
        pid: 78,
        ppid: 1,
        pgid: 77,
        sid: 70,
        state: 'S',
        startTicks: 2500,
        startedAtMs: 1000 + 25_000,
        kernelThread: false,
        marks: undefined,
      },
    });
  });

  test('is read behind the last parenthesis, whatever the program calls itself', () => {
    const facts = parseProcStat(`78 (a) Z 1 (b c) S ${REST}`, 0)?.facts;
    expect(facts).toMatchObject({ pid: 78, ppid: 1, state: 'S', startTicks: 2500 });
  });

  test('tells a thread of the kernel from a program', () => {
    const kernel = REST.replace('4194560', String(0x0020_8040));
    expect(parseProcStat(`2 (kthreadd) S ${kernel}`, 0)?.facts.kernelThread).toBe(true);
  });

  test.each(['Z', 'X', 'x'])('counts state %s as dead', (state) => {
    expect(parseProcStat(`78 (sh) ${state} ${REST}`, 0)?.dead).toBe(true);
  });

  test('counts a process as alive whose first thread alone has ended', () => {
    const stat = parseProcStat(`78 (sh) Z ${REST.replace('20 0 1 0 2500', '20 0 2 0 2500')}`, 0);
    expect(stat).toMatchObject({ dead: false, facts: { state: 'S' } });
  });

  test.each(['', 'nonsense', '78 (sh)', '78 (sh) S 1 2', 'x (sh) S '])('is nothing in %j', (text) => {
    expect(parseProcStat(text, 0)).toBeUndefined();
  });
});

describe('that a process has no environment', () => {
  const stat = (at: Readonly<Record<number, string>>) => {
    const fields = Array.from({ length: 50 }, (_, index) => at[index + 3] ?? '7');
    return `78 (sh) ${fields.join(' ')}`;
  };

  test('is known where it was given none', () => {
    expect(isWithoutEnvironment(stat({ 50: '9000', 51: '9000' }))).toBe(true);
    expect(isWithoutEnvironment(stat({ 50: '9000', 51: '9100' }))).toBe(false);
  });

  test('is known where it has no memory', () => {
    expect(isWithoutEnvironment(stat({ 23: '0', 50: '0', 51: '0' }))).toBe(true);
  });

  test('is not known while it becomes another program', () => {
    expect(isWithoutEnvironment(stat({ 26: '0', 50: '0', 51: '0' }))).toBe(false);
    expect(isWithoutEnvironment(stat({ 26: '0', 50: '9000', 51: '9000' }))).toBe(false);
  });
});
