// Takes the place of the host's cgroups on a machine that has none: what is done by cookie, session and descent alone.

/** Nobody is in a cgroup of ours. */
export function enclosureNameOf(): undefined {
  return undefined;
}

/** There is none. */
export function cgroupOf(): undefined {
  return undefined;
}

/** Nobody can be put into one. */
export function enclose(): string {
  return 'no cgroup v2 is mounted';
}

/** There is none to kill. */
export function killCgroup(): void {}

/** There is none to be populated. */
export function isPopulated(): boolean {
  return false;
}

/** There is none to remove. */
export function removeCgroup(): void {}
