// Looks as a check says, with the means of this machine, as a tick does.

import { tmpdir } from 'node:os';
import type { Check } from '../../src/config/check.ts';
import type { Reading } from '../../src/core/checks/reading.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { createHost } from '../../src/host/create-host.ts';
import { look as lookUntil } from '../../src/probes/look.ts';
import { meansFor } from '../../src/supervision/check-means.ts';
import { createCrowd } from '../../src/supervision/crowd.ts';

/** Where a look is made; all of it can be left out. */
export interface Spot {
  /** Where commands run, and their output goes. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly heartbeatPath?: string;
  /** What the last look came to. */
  readonly after?: Reading;
  readonly stop?: AbortSignal;
}

/** One look of a check of the service web. */
export function look(
  check: Check,
  { folder = tmpdir(), env = {}, heartbeatPath, after, stop }: Spot = {},
): Promise<Reading> {
  const service = { key: 'web', cwd: folder, env, user: undefined, heartbeatPath };
  const config = { path: `${folder}/config.json`, logDir: `${folder}/logs` };
  const host = createHost({ readDocument });
  const means = meansFor(check, after?.mark, {
    host,
    config,
    service,
    instance: undefined,
    now: host.now(),
    crowd: createCrowd(host),
    newMark: host.newCookie,
  });
  return lookUntil(check, means, stop ?? new AbortController().signal);
}
