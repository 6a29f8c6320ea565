// What was found running that might be a service, and which of it is the same. Knows not how it was found.

/** A process that might be a service. */
export interface FoundProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** By what its environment says. */
  readonly key: string | undefined;
  readonly heartbeatPath: string | undefined;
  /** The config of a watchdog that has started it. */
  readonly configPath: string | undefined;
}

/** A heartbeat file that might be a service's. */
export interface FoundBeat {
  readonly path: string;
  readonly key: string;
  readonly pid: number;
  readonly ownerUid: number;
}

/** A service that might be watched. */
export interface Candidate {
  readonly key: string;
  /** Absolute; absent where it is not known to beat. */
  readonly heartbeatPath: string | undefined;
  /** Absent where it is not known how it is started. */
  readonly process: FoundProcess | undefined;
}

const KEY = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/;

/** The services behind what was found, each once; without those that another watchdog has started. */
export function candidatesIn(
  beats: readonly FoundBeat[],
  processes: readonly FoundProcess[],
): readonly Candidate[] {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const watched = new Set(processes.filter(isWatched).map(({ heartbeatPath }) => heartbeatPath));
  const candidates = [
    ...beats.filter(({ path }) => !watched.has(path)).map((beat) => behindBeat(beat, byPid.get(beat.pid))),
    ...processes.filter((process) => byPid.get(process.ppid)?.key !== process.key).map(behindProcess),
  ];
  const found = new Map<string, Candidate>();
  for (const candidate of candidates)
    if (candidate !== undefined && KEY.test(candidate.key) && !found.has(candidate.key))
      found.set(candidate.key, candidate);
  return [...found.values()];
}

/** Whoever may write a file could name any process in it. */
function behindBeat(
  { key, path, ownerUid }: FoundBeat,
  process: FoundProcess | undefined,
): Candidate | undefined {
  if (process !== undefined && isWatched(process)) return undefined;
  return { key, heartbeatPath: path, process: process?.uid === ownerUid ? process : undefined };
}

function behindProcess(process: FoundProcess): Candidate | undefined {
  const { key, heartbeatPath } = process;
  return key === undefined || isWatched(process) ? undefined : { key, heartbeatPath, process };
}

function isWatched({ configPath }: FoundProcess): boolean {
  return configPath !== undefined;
}
