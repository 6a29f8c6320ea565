import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { createScene, type Scene } from '../../support/processes.ts';

describe('a program that cannot be started says why', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });
  const why = async (argv: readonly string[], changes = {}) => {
    const outcome = await scene.host.runScript(scene.spec(argv, changes), 30);
    if (outcome.kind !== 'not_started') throw new Error(`it was started: ${JSON.stringify(outcome)}`);
    return outcome.why;
  };
  const file = (content: string, mode = 0o755) => {
    const path = join(scene.folder, 'program');
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  test('it does not exist', async () => {
    expect(await why(['/no/such/program'])).toContain('/no/such/program: no such file');
    expect(await why(['no-such-program'])).toMatch(/no-such-program: no such program in .*bin/);
  });

  test('it is not executable', async () => {
    expect(await why([file('#!/bin/sh\n', 0o644)])).toContain('chmod +x');
  });

  test('it is a folder', async () => {
    expect(await why([scene.folder])).toContain('a folder; expected a program');
  });

  test('its folder to run in does not exist', async () => {
    expect(await why(['true'], { cwd: '/no/such/folder' })).toContain(
      '/no/such/folder: no such folder to run in',
    );
  });

  test('its folder to run in is a file', async () => {
    expect(await why(['true'], { cwd: file('') })).toContain('not a folder');
  });

  test('its interpreter does not exist', async () => {
    expect(await why([file('#!/opt/none/python9 -u\n')])).toContain(
      'its interpreter /opt/none/python9 does not exist',
    );
  });

  test('its lines end as on Windows', async () => {
    expect(await why([file('#!/bin/sh\r\necho hello\r\n')])).toContain('CR LF');
  });

  test('its arguments are too large', async () => {
    expect(await why(['true', 'x'.repeat(200_000)])).toContain('larger than the system takes');
  });

  test('its arguments hold a NUL', async () => {
    expect(await why(['true', 'a\0b'])).toContain('NUL');
  });

  test('there is nothing to run', async () => {
    expect(await why([])).toContain('nothing to run');
    expect(await why([''])).toContain('nothing to run');
  });

  test('its user does not exist', async () => {
    expect(await why(['true'], { user: 'no-such-user' })).toContain('user "no-such-user": not found');
  });

  testAsRoot('it is to run as somebody else, and we are not root', async () => {
    chmodSync(scene.folder, 0o777);
    const outcome = await asNobody(() => why(['true'], { user: 'root' }));
    expect(outcome).toContain('only root may run a program as somebody else');
  });

  testAsRoot('it does not exist, and was to run as somebody else', async () => {
    expect(await why(['/no/such/program'], { user: 'nobody' })).toContain('no such file');
  });
});
