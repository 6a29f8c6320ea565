// What speaks against a process that a heartbeat calls the service, while we do not know it as that yet. Whom we know already needs
// nobody to vouch for him, so that a healthy tick asks nothing of this.

import { ambiguityOf } from '../core/insider.ts';
import type { Instance } from '../core/instance.ts';
import type { Observation } from '../core/observation.ts';
import { recordedSilentlyAs } from '../core/others.ts';
import type { ProcessFacts, ProcessMarks } from '../core/process.ts';
import { show } from '../core/show.ts';
import type { Sought, Standpoint } from './search.ts';

/** What was seen so far. */
type Seen = Pick<Observation, 'heartbeat' | 'named' | 'recorded'> & {
  readonly instance: Instance | undefined;
};
type Objections = Pick<Observation, 'exposure' | 'doubt'>;

/** Nothing. */
export const NO_OBJECTIONS: Objections = {};

/** Who else could have written the heartbeat, and why else the process that it names may be none of the service, or not be dead. */
export function objectionsTo(
  { heartbeat, named, recorded, instance }: Seen,
  { heartbeatPath, key }: Pick<Sought, 'key'> & { readonly heartbeatPath: string | undefined },
  standpoint: Standpoint,
): Objections {
  if (heartbeatPath === undefined || heartbeat.kind !== 'read' || named === undefined) return NO_OBJECTIONS;
  const { ownerUid, heartbeat: beat } = heartbeat;
  // Beside a living instance nobody is taken in.
  const isAlone = recorded?.kind !== 'alive';
  if (named.kind !== 'alive') {
    const isOurs = beat.pid === instance?.leader.pid || beat.pid === instance?.beating?.pid;
    return isAlone && !isOurs ? { doubt: namesakeOf(beat.pid, ownerUid, standpoint) } : NO_OBJECTIONS;
  }
  const exposure = standpoint.host.exposureOf(heartbeatPath, ownerUid);
  return isAlone
    ? { exposure, doubt: doubtAbout(named.process, { key, ownerUid }, standpoint) }
    : { exposure };
}

function doubtAbout(
  process: ProcessFacts,
  { key, ownerUid }: { readonly key: string; readonly ownerUid: number },
  standpoint: Standpoint,
): string | undefined {
  const { marks, pid } = process;
  if (marks === undefined) return undefined;
  // Who carries a cookie tells by that whose he is.
  if (marks.instance !== undefined) return otherConfigOf(marks, standpoint);
  return ownerOf(process, key, standpoint) ?? namesakeOf(pid, ownerUid, standpoint);
}

/** Of two configs with such a service, as where one is a copy of the other, the wrong one would end it. */
function otherConfigOf({ config }: Pick<ProcessMarks, 'config'>, { others }: Standpoint): string | undefined {
  const isOfOther = config !== undefined && config !== others.configPath;
  return isOfOther ? `it was started for ${show(config)}` : undefined;
}

function ownerOf(process: ProcessFacts, key: string, { host, at, others }: Standpoint): string | undefined {
  const here = { bootId: at.bootId, pidNamespace: host.pidNamespace };
  const owner = recordedSilentlyAs(process, { key, others, ...here });
  return owner && `it is known as the process of ${show(owner)}`;
}

function namesakeOf(pid: number, ownerUid: number, { crowd }: Standpoint): string | undefined {
  const insiders = crowd.insiders();
  return typeof insiders === 'string' ? insiders : ambiguityOf(pid, ownerUid, insiders);
}
