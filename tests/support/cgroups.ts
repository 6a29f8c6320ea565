// Surroundings with and without a cgroup v2 that we may write to: a mount of a private namespace, so that it does not matter
// what this machine has mounted. Setting them up takes root.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Put before a program, it runs where there is no cgroup v2 at all; as another user than root there usually is none. */
export const WITHOUT_CGROUP: readonly string[] =
  process.getuid?.() === 0 ? privately('umount -a -t cgroup2; exec "$@"') : [];

/** Put before a program, it runs where it may make cgroups, mounted in that folder. */
export function withCgroup(folder: string): readonly string[] {
  const mountPoint = join(folder, 'cgroup');
  mkdirSync(mountPoint, { recursive: true });
  return privately(`umount -a -t cgroup2; mount -t cgroup2 none '${mountPoint}' && exec "$@"`);
}

/** Why there is nowhere that cgroups can be made; undefined where there is. */
export function whyNoCgroup(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can mount a cgroup v2';
  const tried = spawnSync('unshare', ['-m', 'sh', '-c', PROBE], { encoding: 'utf8' });
  return tried.status === 0 ? undefined : `no cgroup v2 can be mounted: ${tried.stderr.trim()}`;
}

/** The names of the cgroups of instances that are there now. */
export function cgroupsSeen(folder: string): readonly string[] {
  const [file = '', ...args] = withCgroup(folder);
  // A machine may have so many that the limit a child's output has by itself would cut them off.
  const options = { encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY } as const;
  const { stdout } = spawnSync(
    file,
    [...args, 'find', join(folder, 'cgroup'), '-name', 'watchdog-*'],
    options,
  );
  return stdout.split('\n').filter((line) => line !== '');
}

const PROBE = 'mount -t cgroup2 none /mnt && mkdir /mnt/watchdog-probe && rmdir /mnt/watchdog-probe';

function privately(script: string): readonly string[] {
  return ['unshare', '-m', 'sh', '-c', script, 'sh'];
}
