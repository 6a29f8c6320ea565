import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { eventually } from '../../support/eventually.ts';
import { alive, createScene, isOver, program, type Scene } from '../../support/processes.ts';

describe('ending what belongs together', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  test('is nothing where nothing lives', async () => {
    expect(await scene.host.terminate(() => [], { killTimeoutSeconds: 1 })).toEqual({ kind: 'nothing' });
  });

  test('asks first, and is over as soon as all have gone', async () => {
    const children = [scene.start(['sleep', '60']), scene.start(['sleep', '60'])];
    const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 30 });
    expect(outcome).toMatchObject({ kind: 'ended', count: 2, forced: false });
    for (const { pid } of children) expect(isOver(scene.host, pid ?? 0)).toBe(true);
  });

  test('forces what takes no notice', async () => {
    const { child } = await scene.startReady([program('ignore-term.sh')]);
    const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 0.2 });
    expect(outcome).toMatchObject({ kind: 'ended', forced: true });
    expect(isOver(scene.host, child.pid ?? 0)).toBe(true);
  });

  test('reaches what forks while it is being ended', async () => {
    await scene.startReady([program('fork-on-term.sh')]);
    const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 0.5 });
    expect(outcome).toMatchObject({ kind: 'ended', forced: true });
    expect(scene.holders(scene.host.processTable())).toEqual([]);
  });

  test('lets a stopped process go on, so that it hears the request', async () => {
    const child = scene.start(['sleep', '60']);
    child.kill('SIGSTOP');
    await eventually('it stands still', () => alive(scene.host, child.pid ?? 0).state === 'T');
    const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 30 });
    expect(outcome).toMatchObject({ kind: 'ended', forced: false });
  });

  test('is undone where it was cut short: what is stopped goes on, and nobody else is signalled', async () => {
    const [stopped, busy] = [scene.start(['sleep', '60']), scene.start(['sleep', '60'])];
    stopped.kill('SIGSTOP');
    await eventually('it stands still', () => alive(scene.host, stopped.pid ?? 0).state === 'T');
    scene.host.wake(scene.holders);
    await eventually('it goes on', () => alive(scene.host, stopped.pid ?? 0).state !== 'T');
    expect(alive(scene.host, busy.pid ?? 0).state).not.toBe('T');
  });

  test('reaches a double-forked child in a session of its own', async () => {
    scene.start([program('double-fork.py'), `${scene.folder}/pid`]);
    const pid = await scene.numberIn('pid');
    const outcome = await scene.host.terminate(scene.holders, { killTimeoutSeconds: 30 });
    expect(outcome).toMatchObject({ kind: 'ended' });
    expect(isOver(scene.host, pid)).toBe(true);
  });

  test('leaves alone what is not selected', async () => {
    scene.start([program('opt-out.sh'), `${scene.folder}/pid`]);
    const optedOut = await scene.numberIn('pid');
    const outcome = await scene.host.terminate(
      (table) => table.filter(({ marks }) => marks?.instance === scene.cookie),
      { killTimeoutSeconds: 30 },
    );
    expect(outcome).toMatchObject({ kind: 'ended' });
    expect(alive(scene.host, optedOut).pid).toBe(optedOut);
  });

  test('remembers a child known only by its parent when that one is dead', async () => {
    const { child, line } = await scene.startReady([
      'bash',
      '-c',
      `trap 'exit 0' TERM; setsid bash -c "trap '' TERM; echo \\$\\$; sleep 60" & wait`,
    ]);
    const grandchild = Number(line);
    const outcome = await scene.host.terminate(
      (table) => table.filter(({ pid, ppid }) => pid === child.pid || ppid === child.pid),
      { killTimeoutSeconds: 0.5 },
    );
    expect(outcome).toMatchObject({ kind: 'ended', forced: true });
    expect(isOver(scene.host, grandchild)).toBe(true);
  });

  test('signals nobody where we are among them, or whoever called us', async () => {
    const { child } = await scene.startReady(['bash', '-c', 'echo; sleep 60']);
    const all = [Number(child.pid), process.pid, process.ppid];
    const outcome = await scene.host.terminate((table) => table.filter(({ pid }) => all.includes(pid)), {
      killTimeoutSeconds: 30,
    });
    expect(alive(scene.host, Number(child.pid)).pid).toBe(child.pid);
    expect(outcome).toMatchObject({
      kind: 'unkillable',
      why: expect.stringContaining('we run inside it'),
    });
  });

  testAsRoot('says whose process it may not end, without waiting', async () => {
    const child = scene.start(['sleep', '60'], { uid: 1234 });
    const outcome = await asNobody(() =>
      scene.host.terminate((table) => table.filter(({ pid }) => pid === child.pid), {
        killTimeoutSeconds: 60,
      }),
    );
    expect(outcome).toMatchObject({ kind: 'unkillable', survivors: [{ pid: child.pid }] });
    expect(outcome).toMatchObject({ why: expect.stringContaining('may not signal') });
    expect(isOver(scene.host, child.pid ?? 0)).toBe(false);
  });

  test('takes a table that cannot be read whole for no proof', async () => {
    const outcome = await scene.host.terminate(
      () => {
        throw Object.assign(new Error('no more files'), { code: 'EMFILE' });
      },
      { killTimeoutSeconds: 1 },
    );
    expect(outcome).toEqual({
      kind: 'unkillable',
      survivors: [],
      why: 'the process table could not be read (EMFILE)',
    });
  });
});
