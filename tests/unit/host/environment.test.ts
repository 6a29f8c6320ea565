import { childEnvironment } from '../../../src/host/environment.ts';

const OURS = {
  PATH: '/opt/bin:/bin',
  HOME: '/root',
  LC_TIME: 'C',
  XDG_RUNTIME_DIR: '/run/user/0',
  NODE_OPTIONS: '--inspect',
  NODE_CHANNEL_FD: '3',
  LD_PRELOAD: '/x.so',
  BASH_ENV: '/x',
  API_TOKEN: 'secret',
  WATCHDOG_INSTANCE: 'of a watchdog above',
  WATCHDOG_KEY: 'above',
};

describe('the environment of what is started', () => {
  test('has what is allowed of ours, and nothing else', () => {
    expect(childEnvironment(OURS, {}, undefined)).toEqual({
      PATH: '/opt/bin:/bin',
      HOME: '/root',
      LC_TIME: 'C',
      XDG_RUNTIME_DIR: '/run/user/0',
    });
  });

  test('begins with the cookie', () => {
    const env = childEnvironment(
      OURS,
      { PORT: '80', WATCHDOG_INSTANCE: 'c1', WATCHDOG_KEY: 'web' },
      undefined,
    );
    expect(Object.keys(env)[0]).toBe('WATCHDOG_INSTANCE');
    expect(env).toMatchObject({ WATCHDOG_INSTANCE: 'c1', WATCHDOG_KEY: 'web', PORT: '80' });
  });

  test('has a PATH even where we have none', () => {
    expect(childEnvironment({}, {}, undefined).PATH).toContain('/usr/bin');
  });

  test('is of the user it runs as', () => {
    const account = { name: 'app', uid: 1000, gid: 1000, home: '/home/app', shell: '/bin/sh' };
    const env = childEnvironment(OURS, {}, account);
    expect(env).toMatchObject({ HOME: '/home/app', USER: 'app', LOGNAME: 'app', SHELL: '/bin/sh' });
    expect(env.XDG_RUNTIME_DIR).toBeUndefined();
  });

  test('lets its service have the last word', () => {
    expect(childEnvironment(OURS, { PATH: '/mine', NODE_OPTIONS: '--x' }, undefined)).toMatchObject({
      PATH: '/mine',
      NODE_OPTIONS: '--x',
    });
  });
});
