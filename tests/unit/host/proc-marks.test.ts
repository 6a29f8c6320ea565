import { parseEnviron } from '../../../src/host/proc-marks.ts';

const NONE = { instance: undefined, step: undefined, key: undefined };

describe('the marks in an environment', () => {
  test('are the three variables of ours', () => {
    const text = 'WATCHDOG_INSTANCE=abc\0PATH=/bin\0WATCHDOG_KEY=web\0WATCHDOG_STEP=s1\0';
    expect(parseEnviron(text)).toEqual({ instance: 'abc', key: 'web', step: 's1' });
  });

  test('are found in the last variable too, even cut off', () => {
    expect(parseEnviron('A=1\0WATCHDOG_INSTANCE=abc')).toEqual({ ...NONE, instance: 'abc' });
  });

  test('are not what another variable says', () => {
    expect(parseEnviron('NOTE=WATCHDOG_INSTANCE=abc\0OLD_WATCHDOG_KEY=web\0WATCHDOG_STEPS=3\0')).toEqual(
      NONE,
    );
  });

  test('are the first of several of one name, as programs see them', () => {
    expect(parseEnviron('WATCHDOG_KEY=a\0WATCHDOG_KEY=b\0').key).toBe('a');
  });

  test('are cleared by an empty value', () => {
    expect(parseEnviron('WATCHDOG_INSTANCE=\0WATCHDOG_KEY=web\0')).toEqual({ ...NONE, key: 'web' });
  });

  test('may be in any script', () => {
    const text = Buffer.from('WATCHDOG_KEY=größe\0', 'utf8').toString('latin1');
    expect(parseEnviron(text).key).toBe('größe');
  });
});
