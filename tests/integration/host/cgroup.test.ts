// A cgroup around real processes: only where this machine lets us make one.

import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import {
  cgroupOf,
  cookieByCgroup,
  enclose,
  isPopulated,
  killCgroup,
  removeCgroup,
} from '../../../src/host/cgroup.ts';
import { createSendSignal } from '../../../src/host/send-signal.ts';
import { terminate } from '../../../src/host/terminate.ts';
import { afterTest } from '../../support/after-test.ts';
import { eventually } from '../../support/eventually.ts';
import { createScene, isOver, program, type Scene } from '../../support/processes.ts';

/** Where one can be made, all that fails is to put nobody into it. */
function whyNot(): string | undefined {
  const why = enclose(2 ** 30, randomUUID());
  return why?.endsWith('(ESRCH)') ? undefined : why;
}

const reason = whyNot();
const testHere = reason === undefined ? test : test.skip;
const suffix = reason === undefined ? '' : ` (skipped: ${reason})`;

describe(`a cgroup of an instance${suffix}`, () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  /** A process that is deaf to TERM, in the cgroup of the scene's cookie. */
  async function enclosed(): Promise<{ pid: number; folder: string }> {
    const { child } = await scene.startReady([program('ignore-term.sh')]);
    const { pid = 0 } = child;
    expect(enclose(pid, scene.cookie)).toBeUndefined();
    const folder = cgroupOf(pid, scene.cookie) ?? '';
    afterTest(() => removeCgroup(folder));
    return { pid, folder };
  }

  testHere('tells the cookie of what lives in it, and of nothing else', async () => {
    const { pid } = await enclosed();
    expect(cookieByCgroup(pid)).toBe(scene.cookie);
    expect(cookieByCgroup(process.pid)).not.toBe(scene.cookie);
    expect(cgroupOf(pid, randomUUID())).toBeUndefined();
  });

  testHere('is killed as one, and can be removed when it is empty, not before', async () => {
    const { pid, folder } = await enclosed();
    removeCgroup(folder);
    expect([existsSync(folder), isPopulated(folder)]).toEqual([true, true]);
    killCgroup(folder);
    await eventually('it is empty', () => !isPopulated(folder));
    expect(isOver(scene.host, pid)).toBe(true);
    removeCgroup(folder);
    expect([existsSync(folder), isPopulated(folder)]).toEqual([false, false]);
  });

  testHere('is left empty by a service that died, and gone when the next one is started', async () => {
    const { pid, folder } = await enclosed();
    process.kill(pid, 'SIGKILL');
    await eventually('it is empty', () => !isPopulated(folder));
    enclose(2 ** 30, randomUUID());
    expect(existsSync(folder)).toBe(false);
  });

  testHere('takes into its end what we cannot see, and is proof that nothing of it lives', async () => {
    const { pid, folder } = await enclosed();
    const hidden = (await scene.startReady([program('ignore-term.sh')])).child.pid ?? 0;
    writeFileSync(`${folder}/cgroup.procs`, String(hidden));
    const { host } = scene;
    const table = () => host.processTable().filter((row) => row.pid !== hidden);
    const processes = { lookAt: host.lookAt, childAtBirth: () => undefined, table };
    const reach = { processes, sendSignal: createSendSignal(host.lookAt) };
    const outcome = await terminate(reach, scene.holders, { killTimeoutSeconds: 0.2 });
    expect(outcome).toMatchObject({ kind: 'ended', forced: true });
    expect([pid, hidden].map((it) => isOver(host, it))).toEqual([true, true]);
    expect(existsSync(folder)).toBe(false);
  });
});
