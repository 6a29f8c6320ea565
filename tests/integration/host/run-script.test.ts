import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { alive, createScene, program, type Scene } from '../../support/processes.ts';

describe('a script', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });
  const step = () => ({ env: { WATCHDOG_STEP: scene.cookie, WATCHDOG_KEY: scene.cookie } });

  test('that ends is told by its exit code and the tail of its output', async () => {
    const spec = scene.spec(['bash', '-c', 'echo out; echo err >&2; exit 3']);
    expect(await scene.host.runScript(spec, 30)).toEqual({
      kind: 'exited',
      exitCode: 3,
      signal: undefined,
      outputTail: 'out\nerr',
    });
  });

  test('that dies of a signal is told by its name', async () => {
    const outcome = await scene.host.runScript(scene.spec(['bash', '-c', 'kill -SEGV $$']), 30);
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: undefined, signal: 'SIGSEGV' });
  });

  test('writes to a file of its own, in a folder that is made for it', async () => {
    const outputPath = join(scene.folder, 'logs', 'deep', 'script.log');
    const spec = scene.spec(['echo', 'hello'], { outputPath });
    await scene.host.runScript(spec, 30);
    await scene.host.runScript(spec, 30);
    expect(readFileSync(outputPath, 'utf8')).toBe('hello\n');
    expect(statSync(outputPath).mode & 0o777 & ~0o640).toBe(0);
  });

  test('that hangs is ended at its deadline with all that it started', async () => {
    const spec = scene.spec([program('hang-holding-output.sh')], step());
    const outcome = await scene.host.runScript(spec, 1);
    expect(outcome).toEqual({ kind: 'timed_out', outputTail: 'before the hang', survivors: undefined });
    expect(scene.host.processTable().filter(({ marks }) => marks?.step === scene.cookie)).toEqual([]);
  });

  test('that ends well may leave a helper behind, and is not waited for because of it', async () => {
    const outcome = await scene.host.runScript(
      scene.spec([program('leave-helper.sh'), `${scene.folder}/pid`]),
      30,
    );
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, outputTail: 'helper started' });
    expect(alive(scene.host, await scene.numberIn('pid'))).toBeDefined();
  });

  test('that prints without end costs a tail', async () => {
    const outcome = await scene.host.runScript(scene.spec(['bash', '-c', 'seq 2000000']), 60);
    expect(outcome).toMatchObject({
      kind: 'exited',
      outputTail: expect.stringMatching(/^1999981\n[\s\S]*\n2000000$/),
    });
  });

  test('X2 that prints for as long as it is let fills no disk: its output is kept short, and its end is kept', async () => {
    const spec = scene.spec([
      'bash',
      '-c',
      'yes "all work and no play" & sleep 2; kill $!; sleep 1; echo the end',
    ]);
    const sizes: number[] = [];
    const watch = setInterval(() => sizes.push(statSync(spec.outputPath).size), 20);
    const outcome = await scene.host.runScript(spec, 60);
    clearInterval(watch);
    expect(outcome).toMatchObject({ exitCode: 0, outputTail: expect.stringMatching(/the end$/) });
    expect(sizes.some((size, index) => size < (sizes[index - 1] ?? 0))).toBe(true);
    expect(statSync(spec.outputPath).size).toBeLessThan(65 << 20);
  });

  test('that has filled its output keeps its last words, though all before them is forgotten', async () => {
    const fill = 'head -c 70000000 /dev/zero | tr "\\0" "\\n"; echo the end';
    const spec = scene.spec([
      'bash',
      '-c',
      `${fill}; while [ $(stat -c %s output.log) -gt 60000000 ]; do sleep 0.05; done`,
    ]);
    const outcome = await scene.host.runScript(spec, 60);
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(outcome).toHaveProperty('outputTail', expect.stringMatching(/the end$/));
  });

  test('reads nothing from us', async () => {
    const outcome = await scene.host.runScript(
      scene.spec(['bash', '-c', 'cat; readlink /proc/self/fd/0']),
      30,
    );
    expect(outcome).toMatchObject({ outputTail: '/dev/null' });
  });

  test('without a first line is run by the shell, as execvp does', async () => {
    const path = join(scene.folder, 'plain');
    writeFileSync(path, 'echo plain\n');
    chmodSync(path, 0o755);
    expect(await scene.host.runScript(scene.spec([path]), 30)).toMatchObject({
      exitCode: 0,
      outputTail: 'plain',
    });
  });

  test('is not started where its output would go through a link or a FIFO', async () => {
    const outputPath = join(scene.folder, 'link');
    symlinkSync(join(scene.folder, 'elsewhere'), outputPath);
    const outcome = await scene.host.runScript(scene.spec(['true'], { outputPath }), 30);
    expect(outcome).toMatchObject({ kind: 'not_started', why: expect.stringContaining('not a plain file') });
  });
});
