// What we tell a child about itself through its environment.

import type { Service } from '../../config/config.ts';

/** What a child may know. */
export interface Circumstances {
  readonly service: Pick<Service, 'key' | 'heartbeatPath' | 'env'>;
  readonly configPath: string;
  /** Why it is started: a reason code. */
  readonly reason: string;
  /** `WATCHDOG_INSTANCE` for the service itself, `WATCHDOG_STEP` for a script. */
  readonly mark:
    | Readonly<Record<'WATCHDOG_INSTANCE' | 'WATCHDOG_STEP', string>>
    | Readonly<Record<string, string>>;
}

/** The variables added to a child's environment; its mark comes first. */
export function childEnvironment({
  service,
  configPath,
  reason,
  mark,
}: Circumstances): Record<string, string> {
  return {
    ...mark,
    WATCHDOG_KEY: service.key,
    WATCHDOG_HEARTBEAT_FILE: service.heartbeatPath,
    WATCHDOG_REASON: reason,
    WATCHDOG_CONFIG: configPath,
    ...service.env,
  };
}
