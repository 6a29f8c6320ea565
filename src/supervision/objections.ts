// What speaks against a process that a heartbeat calls the service, while we do not know it as that yet. Whom we know already needs
// nobody to vouch for him, so that a healthy tick asks nothing of this.

import { ambiguityOf } from '../core/insider.ts';
import type { Observation } from '../core/observation.ts';
import { recordedSilentlyAs } from '../core/others.ts';
import type { ProcessFacts } from '../core/process.ts';
import { show } from '../core/show.ts';
import type { Sought, Standpoint } from './search.ts';

/** What was seen so far. */
type Seen = Pick<Observation, 'heartbeat' | 'named' | 'recorded'>;
type Objections = Pick<Observation, 'exposure' | 'doubt'>;

/** Nothing. */
export const NO_OBJECTIONS: Objections = {};

/** Who else could have written the heartbeat, and why else the process that it names may be none of the service. */
export function objectionsTo(
  { heartbeat, named, recorded }: Seen,
  { heartbeatPath, key }: Pick<Sought, 'key'> & { readonly heartbeatPath: string | undefined },
  standpoint: Standpoint,
): Objections {
  if (heartbeatPath === undefined || heartbeat.kind !== 'read' || named?.kind !== 'alive')
    return NO_OBJECTIONS;
  const { ownerUid } = heartbeat;
  const { process } = named;
  const exposure = standpoint.host.exposureOf(heartbeatPath, ownerUid);
  // Who carries a cookie tells by that whose he is; and beside a living instance nobody is taken in.
  const isMarked = process.marks === undefined || process.marks.instance !== undefined;
  if (isMarked || recorded?.kind === 'alive') return { exposure };
  return { exposure, doubt: doubtAbout(process, { key, ownerUid }, standpoint) };
}

function doubtAbout(
  process: ProcessFacts,
  { key, ownerUid }: { readonly key: string; readonly ownerUid: number },
  { host, at, crowd, others }: Standpoint,
): string | undefined {
  const here = { bootId: at.bootId, pidNamespace: host.pidNamespace };
  const owner = recordedSilentlyAs(process, { key, others, ...here });
  if (owner !== undefined) return `it is known as the process of ${show(owner)}`;
  const insiders = crowd.insiders();
  return typeof insiders === 'string' ? insiders : ambiguityOf(process.pid, ownerUid, insiders);
}
