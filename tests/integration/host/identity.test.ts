import { readdirSync } from 'node:fs';

import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { eventually } from '../../support/eventually.ts';
import { alive, createScene, isOver, program, type Scene } from '../../support/processes.ts';

describe('a look at a pid', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  test('finds a living process with its marks', async () => {
    const child = scene.start(['sleep', '60']);
    const facts = alive(scene.host, child.pid ?? 0);
    expect(facts).toMatchObject({
      pid: child.pid,
      ppid: process.pid,
      pgid: child.pid,
      sid: child.pid,
      kernelThread: false,
      marks: { uid: process.geteuid?.(), instance: scene.cookie, key: scene.cookie, step: undefined },
    });
    expect(Math.abs(facts.startedAtMs - Date.now())).toBeLessThan(20_000);
  });

  test('does not look closer at a process already known', () => {
    const child = scene.start(['sleep', '60']);
    const known = alive(scene.host, child.pid ?? 0);
    const seen = scene.host.lookAt(known.pid, known);
    expect(seen).toMatchObject({
      kind: 'alive',
      process: { startTicks: known.startTicks, marks: undefined },
    });
  });

  test('looks closer when somebody else has the number', () => {
    const child = scene.start(['sleep', '60']);
    const known = alive(scene.host, child.pid ?? 0);
    const seen = scene.host.lookAt(known.pid, { pid: known.pid, startTicks: known.startTicks - 1 });
    expect(seen).toMatchObject({ kind: 'alive', process: { marks: { instance: scene.cookie } } });
  });

  test('finds nobody where a process has ended', async () => {
    const child = scene.start(['true']);
    await new Promise((resolve) => child.once('exit', resolve));
    expect(scene.host.lookAt(child.pid ?? 0, undefined)).toEqual({ kind: 'dead', why: 'gone' });
  });

  test('takes a zombie for dead, and lists it nowhere', async () => {
    const { line } = await scene.startReady([program('no-reaper.py')]);
    const zombie = Number(line);
    await eventually('the child has ended', () => isOver(scene.host, zombie));
    expect(scene.host.lookAt(zombie, undefined)).toEqual({ kind: 'dead', why: 'zombie' });
    expect(scene.host.processTable().some(({ pid }) => pid === zombie)).toBe(false);
  });

  test('takes a process for alive that lost only its first thread', async () => {
    const { child } = await scene.startReady([program('first-thread-ends.py')]);
    const facts = alive(scene.host, child.pid ?? 0);
    const before = scene.host.processTable().filter(({ pid }) => pid === facts.pid);
    expect(before).toHaveLength(1);
    // Its environment went with its first thread: the scene cannot find it by the cookie.
    await scene.host.terminate((table) => table.filter(({ sid }) => sid === facts.pid), {
      killTimeoutSeconds: 5,
    });
    expect(isOver(scene.host, facts.pid)).toBe(true);
  });

  test('takes the number of a thread for no process', () => {
    const threads = readdirSync(`/proc/${process.pid}/task`).map(Number);
    const thread = threads.find((it) => it !== process.pid) ?? 0;
    expect(scene.host.lookAt(thread, undefined)).toEqual({ kind: 'dead', why: 'not_a_process' });
  });

  testAsRoot('finds a process of somebody else, without marks', async () => {
    const child = scene.start(['sleep', '60']);
    const seen = await asNobody(() => scene.host.lookAt(child.pid ?? 0, undefined));
    expect(seen).toMatchObject({ kind: 'alive', process: { pid: child.pid, marks: undefined } });
  });
});

describe('the process table', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  test('has every living process, ourselves and the kernel included', () => {
    const table = scene.host.processTable();
    expect(table.find(({ pid }) => pid === process.pid)?.marks?.uid).toBe(process.geteuid?.());
    expect(table.find(({ pid }) => pid === 1)).toBeDefined();
    for (const { kernelThread, marks } of table) if (kernelThread) expect(marks).toBeUndefined();
  });

  test('finds by its cookie what left session and parent behind', async () => {
    scene.start([program('double-fork.py'), `${scene.folder}/pid`]);
    const pid = await scene.numberIn('pid');
    await eventually('its parents have ended', () => scene.holders(scene.host.processTable()).length === 1);
    expect(scene.holders(scene.host.processTable())).toMatchObject([
      { pid, marks: { instance: scene.cookie } },
    ]);
  });

  test('finds a cookie at the end of an environment larger than any buffer', async () => {
    const script =
      'printf -v big %100000s; exec env "BIG=$big" "BIGGER=$big" WATCHDOG_STEP=at-the-end sleep 60';
    const child = scene.start(['bash', '-c', script]);
    const row = () => scene.host.processTable().find(({ pid }) => pid === child.pid);
    await eventually('it sleeps', () => row()?.marks?.step === 'at-the-end');
    expect(row()?.marks?.instance).toBe(scene.cookie);
  });

  test('finds the cookie of a process even while it becomes another program', () => {
    const child = scene.start([program('exec-itself.sh')]);
    for (let look = 0; look < 3000; look += 1) {
      expect(alive(scene.host, child.pid ?? 0).marks?.instance).toBe(scene.cookie);
    }
  });
});
