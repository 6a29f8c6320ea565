// A single pass is followed by others while somebody waits for a dependency that is coming up: a chain of five services would take
// five minutes after a reboot otherwise. A pass that follows counts no failure, for it looks again too soon.

import type { Finding, Pass } from './finding.ts';
import type { Shift } from './shift.ts';

/** Between the passes that follow. */
export const FOLLOW_UP_MS = 1000;

/** Who waits for whom after the last pass: all of these; undefined where nobody does, or has done so long enough. */
export function awaited({ pass, schedule, beganMs, world }: Shift): ReadonlySet<string> | undefined {
  if (schedule.passes !== 'once' || pass === undefined) return undefined;
  if (world.host.now().monotonicMs - beganMs >= schedule.forMs) return undefined;
  const keys = [...pass.findings.values()].flatMap((finding) => waiting(finding, pass));
  return keys.length === 0 ? undefined : new Set(keys);
}

function waiting({ service, decision }: Finding, { findings }: Pass): readonly string[] {
  if (decision.reason !== 'dependency_down') return [];
  const coming = service.dependsOn.filter(({ key }) => isComing(findings.get(key)));
  return coming.length === 0 ? [] : [service.key, ...coming.map(({ key }) => key)];
}

function isComing(finding: Finding | undefined): boolean {
  if (finding === undefined) return false;
  const { judged, decision } = finding;
  const isBegun = decision.action.kind === 'recover' || decision.action.kind === 'resume';
  return isBegun || judged.verdict === 'starting' || decision.reason === 'recovering';
}
