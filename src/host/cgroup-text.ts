// Reads what /proc tells of cgroups (v2). Pure: knows no file.

/** The path of a process's cgroup within its hierarchy, in the text of its cgroup file. */
export function parseCgroup(text = ''): string | undefined {
  return /^0::(\/.*)$/m.exec(text)?.[1];
}

/** Where the hierarchy is mounted, and from which of its cgroups on (`''` for all), in the text of a mountinfo file. */
export function parseMountinfo(text: string): { readonly top: string; readonly at: string } | undefined {
  const line = text.split('\n').find((one) => one.includes(' - cgroup2 '));
  const [, , , top, at] = line?.split(' ', 5) ?? [];
  return top === undefined || at === undefined ? undefined : { top: top === '/' ? '' : top, at };
}
