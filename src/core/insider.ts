// Processes of pid namespaces within ours, as of containers: the number that one of them has in there belongs to somebody else
// out here. Knows nothing of how they are seen.

/** A process of a pid namespace within ours. */
export interface Insider {
  /** Its number out here. */
  readonly pid: number;
  /** Its number in there, which is the one that it tells. */
  readonly innerPid: number;
  readonly uid: number;
}

const ROOT = 0;

/** Why whoever wrote a number into a file of that user may have meant somebody else than the process that has it out here. */
export function ambiguityOf(pid: number, ownerUid: number, insiders: readonly Insider[]): string | undefined {
  const namesake = insiders.find(
    ({ innerPid, uid }) => innerPid === pid && (ownerUid === ROOT || uid === ownerUid),
  );
  return (
    namesake &&
    `pid ${namesake.pid}, which is in another pid namespace (as in a container), has the number ${pid} in there, and may be meant. Let it tell the number that it has out here`
  );
}

/** Whether a process is in another pid namespace than we are. */
export function isInside(pid: number, insiders: readonly Insider[]): boolean {
  return insiders.some((insider) => insider.pid === pid);
}
