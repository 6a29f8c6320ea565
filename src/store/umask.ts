// What we create is ours to write, our group's to read and nobody else's business.

const OWN_UMASK = 0o027;

/** Runs `work`, which must be synchronous, under our own umask; the process gets its former one back. */
export function withOwnUmask<T>(work: () => T): T {
  const former = process.umask(OWN_UMASK);
  try {
    return work();
  } finally {
    process.umask(former);
  }
}
