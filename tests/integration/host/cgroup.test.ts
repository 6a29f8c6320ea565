// A cgroup around real processes: only where this machine lets us make one.

import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { enclosureOf } from '../../../src/core/cookie.ts';
import { bornInside } from '../../../src/host/born-inside.ts';
import {
  cgroupOf,
  enclosureNameOf,
  isPopulated,
  killCgroup,
  removeCgroup,
} from '../../../src/host/cgroup.ts';
import type { Enclosure } from '../../../src/host/host.ts';
import { createSendSignal } from '../../../src/host/send-signal.ts';
import { terminate } from '../../../src/host/terminate.ts';
import { afterTest } from '../../support/after-test.ts';
import { eventually } from '../../support/eventually.ts';
import { createScene, isOver, program, type Scene } from '../../support/processes.ts';
import { testUnless } from '../../support/test-unless.ts';

/** Nothing is born, in a cgroup as everywhere. */
function enter(enclosure: Enclosure): string | undefined {
  return bornInside(enclosure, () => undefined).trouble?.message;
}

/** A cgroup to be made, where others have been made before. */
function anew(...before: readonly string[]): Enclosure {
  return { name: enclosureOf(randomUUID()), others: before };
}

const testHere = testUnless(enter(anew()));

describe('a cgroup of an instance', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  const nameOf = ({ cookie }: Scene) => enclosureOf(cookie);

  /** A process that is deaf to TERM, in the cgroup of the scene's cookie. */
  async function enclosed(): Promise<{ pid: number; folder: string }> {
    const enclosure = { name: nameOf(scene), others: [] };
    const { born, trouble } = bornInside(enclosure, () => scene.startReady([program('ignore-term.sh')]));
    expect(trouble).toBeUndefined();
    const { pid = 0 } = (await born).child;
    const folder = cgroupOf(pid, nameOf(scene)) ?? '';
    afterTest(() => removeCgroup(folder));
    return { pid, folder };
  }

  testHere(
    'tells of which start it is what lives in it, and of nothing else, and does not tell the cookie',
    async () => {
      const { pid } = await enclosed();
      expect(enclosureNameOf(pid)).toBe(nameOf(scene));
      expect(enclosureNameOf(process.pid)).not.toBe(nameOf(scene));
      expect(cgroupOf(pid, enclosureOf(randomUUID()))).toBeUndefined();
      expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).not.toContain(scene.cookie);
    },
  );

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

  testHere(
    'is left empty by a service that died, and gone when we start the next one, not when another watchdog does',
    async () => {
      const { pid, folder } = await enclosed();
      process.kill(pid, 'SIGKILL');
      await eventually('it is empty', () => !isPopulated(folder));
      enter(anew());
      expect(existsSync(folder)).toBe(true); // it may be another watchdog's, which is about to put somebody into it
      enter(anew(nameOf(scene)));
      expect(existsSync(folder)).toBe(false);
    },
  );

  testHere('counts for none of ours when somebody else has made it', async () => {
    const { pid, folder } = await enclosed();
    chownSync(folder, 65_534, 65_534);
    expect(enclosureNameOf(pid)).toBeUndefined();
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

  testHere(
    'is no proof while something lives in it that we neither see nor can end',
    async () => {
      const { folder } = await enclosed();
      // We are what is not seen: a cgroup in which we are is not killed as one.
      const home = readFileSync('/proc/self/cgroup', 'utf8').match(/^0::(.*)$/m)?.[1] ?? '';
      const root = folder.slice(0, folder.length - `/watchdog-${nameOf(scene)}`.length);
      const goHome = () => writeFileSync(`${root}/cgroup.procs`, '0');
      afterTest(goHome);
      writeFileSync(`${folder}/cgroup.procs`, '0');
      const { host } = scene;
      const table = () => host.processTable().filter((row) => row.pid !== process.pid);
      const processes = { lookAt: host.lookAt, childAtBirth: () => undefined, table };
      const reach = { processes, sendSignal: createSendSignal(host.lookAt) };
      const outcome = await terminate(reach, scene.holders, { killTimeoutSeconds: 0.2 });
      expect(outcome).toEqual({
        kind: 'unkillable',
        survivors: [],
        why: `${folder}: something lives in there that we cannot see`,
      });
      goHome();
      expect(readFileSync('/proc/self/cgroup', 'utf8')).toMatch(new RegExp(`^0::${home}$`, 'm'));
    },
    20_000,
  );
});
