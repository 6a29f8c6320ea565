import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessFacts } from '../../../src/core/process.ts';
import { testAsRoot } from '../../support/as-root.ts';
import { eventually } from '../../support/eventually.ts';
import { alive, createScene, program, type Scene } from '../../support/processes.ts';

describe('a start', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });
  const ignore = () => undefined;
  const noting = (told: ProcessFacts[]) => (it: ProcessFacts) => {
    told.push(it);
    return undefined;
  };

  test('tells at once what was spawned, and later that it runs', async () => {
    const told: ProcessFacts[] = [];
    const outcome = await scene.host.launch(scene.spec(['sleep', '60']), 0.3, noting(told));
    expect(outcome).toMatchObject({ kind: 'running', leader: { marks: { instance: scene.cookie } } });
    expect(told).toHaveLength(1);
    const leader = alive(scene.host, told[0]?.pid ?? 0);
    expect(leader).toMatchObject({ startTicks: told[0]?.startTicks, pgid: leader.pid, sid: leader.pid });
  });

  test('that fails is told with what it printed, and not with what was printed before', async () => {
    const spec = scene.spec(['bash', '-c', 'echo no port; exit 3']);
    writeFileSync(spec.outputPath, 'of the last run\n');
    expect(await scene.host.launch(spec, 30, ignore)).toEqual({
      kind: 'exited',
      exitCode: 3,
      signal: undefined,
      outputTail: 'no port',
    });
    expect(readFileSync(spec.outputPath, 'utf8')).toBe('of the last run\nno port\n');
  });

  test('finds the variables of its file, unless they are said otherwise or are our own', async () => {
    const envFile = join(scene.folder, 'web.env');
    writeFileSync(
      envFile,
      'PORT=80\nexport NAME="a b" # whose\nWATCHDOG_INSTANCE=forged\nWATCHDOG_STEP=forged\n',
    );
    const tell = 'echo "$PORT $NAME $WATCHDOG_STEP"; exit 3';
    const { env, ...spec } = scene.spec(['bash', '-c', tell]);
    const outcome = await scene.host.launch({ ...spec, env: { ...env, PORT: '8080' }, envFile }, 30, ignore);
    expect(outcome).toMatchObject({ kind: 'exited', outputTail: '8080 a b' });
  });

  test('whose file of variables is gone is not made', async () => {
    const envFile = join(scene.folder, 'no.env');
    expect(await scene.host.launch({ ...scene.spec(['true']), envFile }, 30, ignore)).toMatchObject({
      kind: 'not_started',
      why: expect.stringMatching(/no\.env: it could not be read \(ENOENT\)/),
    });
  });

  test('that dies of a signal is told by its name', async () => {
    const outcome = await scene.host.launch(scene.spec(['bash', '-c', 'kill -ABRT $$']), 30, ignore);
    expect(outcome).toMatchObject({ kind: 'exited', signal: 'SIGABRT' });
  });

  test('that daemonises exits with 0, and leaves a holder of the cookie', async () => {
    const spec = scene.spec([program('double-fork.py'), join(scene.folder, 'pid')]);
    expect(await scene.host.launch(spec, 30, ignore)).toMatchObject({ kind: 'exited', exitCode: 0 });
    const pid = await scene.numberIn('pid');
    expect(scene.holders(scene.host.processTable()).map((it) => it.pid)).toContain(pid);
  });

  test('that must not run, as it shows, is ended with all that it has begun', async () => {
    let leader: ProcessFacts | undefined;
    const outcome = await scene.host.launch(scene.spec(['bash', '-c', 'sleep 60 & wait']), 30, (it) => {
      leader = it;
      const isReady = () => scene.host.processTable().filter(({ sid }) => sid === it.sid).length === 2;
      while (!isReady());
      return 'two were wanted';
    });
    expect(outcome).toEqual({
      kind: 'not_started',
      why: `process ${leader?.pid}: two were wanted, so it was ended`,
    });
    await eventually('both are gone', () => scene.holders(scene.host.processTable()).length === 0);
  });

  test('that cannot be made says why, and tells of no process', async () => {
    const told: ProcessFacts[] = [];
    const outcome = await scene.host.launch(scene.spec(['/no/such/program']), 30, noting(told));
    expect(outcome).toMatchObject({ kind: 'not_started', why: expect.stringContaining('no such file') });
    expect(told).toEqual([]);
  });

  test('gives the allowed part of our environment, the cookie first', async () => {
    process.env.WATCHDOG_TEST_SECRET = 'secret';
    process.env.NODE_CHANNEL_FD_OF_TEST = '3';
    const outcome = await scene.host.launch(scene.spec(['env']), 30, ignore);
    delete process.env.WATCHDOG_TEST_SECRET;
    delete process.env.NODE_CHANNEL_FD_OF_TEST;
    if (outcome.kind !== 'exited') throw new Error('env goes on');
    const lines = outcome.outputTail.split('\n');
    expect(lines[0]).toBe(`WATCHDOG_INSTANCE=${scene.cookie}`);
    const names = lines.map((line) => line.split('=', 1)[0] ?? '');
    expect(
      names.filter(
        (it) =>
          !/^(WATCHDOG_(INSTANCE|KEY)|PATH|HOME|USER|LOGNAME|SHELL|LANG.*|LC_.*|TZ|TMPDIR|XDG_.*)$/.test(it),
      ),
    ).toEqual([]);
  });

  test('survives that we end what told of it by an exception', async () => {
    const launched = scene.host.launch(scene.spec(['sleep', '60']), 30, () => {
      throw new Error('the record could not be written');
    });
    await expect(launched).rejects.toThrow('the record could not be written');
    expect(scene.holders(scene.host.processTable())).toHaveLength(1);
  });

  testAsRoot("as another user has that user's ids, groups and home", async () => {
    const spec = scene.spec(
      ['bash', '-c', 'id -u; id -g; id -G; echo $HOME; grep CapEff /proc/self/status'],
      { user: 'nobody', cwd: '/' },
    );
    const outcome = await scene.host.launch(spec, 30, ignore);
    if (outcome.kind !== 'exited') throw new Error('it goes on');
    const [uid, gid, groups, home, capabilities] = outcome.outputTail.split('\n');
    expect([uid, gid, groups, home]).toEqual(['65534', '65534', '65534', '/nonexistent']);
    expect(capabilities).toMatch(/\t0+$/);
    expect(statSync(spec.outputPath).uid).toBe(0);
  });

  testAsRoot('as another user is known by the process that was spawned', async () => {
    const told: ProcessFacts[] = [];
    await scene.host.launch(scene.spec(['sleep', '60'], { user: 'nobody', cwd: '/' }), 0.5, noting(told));
    await eventually('it has changed', () => alive(scene.host, told[0]?.pid ?? 0).marks?.uid === 65_534);
    expect(scene.holders(scene.host.processTable())).toMatchObject([{ startTicks: told[0]?.startTicks }]);
  });
});
