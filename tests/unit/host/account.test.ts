import { parseAccount } from '../../../src/host/account.ts';

const APP = { name: 'app', uid: 1000, gid: 1001, home: '/home/app', shell: '/bin/sh' };

describe('a user as the machine knows it', () => {
  test('is read from a line of seven fields', () => {
    expect(parseAccount('app:x:1000:1001:An App:/home/app:/bin/sh\n')).toEqual(APP);
  });

  test('is read from the line of ten fields of macOS', () => {
    expect(parseAccount('app:********:1000:1001::0:0:An App:/home/app:/bin/sh\n')).toEqual(APP);
  });

  test.each(['', 'app:x:1000', 'app:x:a:b:c:/home:/bin/sh'])('is nobody in %j', (line) => {
    expect(parseAccount(line)).toBeUndefined();
  });
});
