// What the host is like at the moment, as far as it is checked.

import type { Config } from '../config/config.ts';
import type { Trouble } from '../core/host-trouble.ts';
import { type HostState, judgeHost } from '../core/host-trouble.ts';
import type { Host } from '../host/host.ts';
import type { Finding } from './finding.ts';
import { muteFolders } from './mute-folders.ts';

/** With what it is looked at. */
export interface HostView {
  readonly config: Pick<Config, 'hostChecks'>;
  readonly host: Pick<Host, 'measure' | 'findWriteFault'>;
  /** What was amiss before. */
  readonly troubles: readonly Trouble[];
}

/** Measures the host, and looks whether those of the services that are silent could be heard. */
export function lookAtHost(
  { config, host, troubles }: HostView,
  findings: ReadonlyMap<string, Finding>,
): HostState {
  const measured = config.hostChecks.map((check) => ({ check, measure: host.measure(check) }));
  return judgeHost(measured, muteFolders(findings.values(), host), troubles);
}
