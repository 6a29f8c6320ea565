// `watchdog status [KEY]`: how every service is at this moment, by the same look that a tick takes. Changes nothing.

import type { Config } from '../config/config.ts';
import { findService } from './find-services.ts';
import { look, readerOf } from './look.ts';
import { openConfig, openHost } from './open-world.ts';
import type { ServiceReport } from './service-report.ts';
import type { Surroundings } from './surroundings.ts';

/** How things are. */
export interface StatusReport {
  readonly services: readonly ServiceReport[];
  /** The one that was asked for. */
  readonly key: string | undefined;
  readonly lastTick: LastTick | undefined;
}

/** When services were last checked. */
export interface LastTick {
  readonly at: string;
  readonly agoSeconds: number;
}

/** Looks at all services, or at one. */
export function status(key: string | undefined, surroundings: Surroundings): StatusReport {
  const config = openConfig(surroundings);
  const chosen = key === undefined ? config.services : [findService(config, key)];
  const host = openHost();
  const lastTick = lastTickOf(config, host.now().wallMs);
  const keys = new Set(chosen.map((service) => service.key));
  // A dependency is judged too, since what is decided may hang on it.
  const services = look({ config, host, reader: readerOf(config), observeOnly: false });
  return { services: services.filter((service) => keys.has(service.key)), key, lastTick };
}

function lastTickOf(config: Config, nowMs: number): LastTick | undefined {
  const reader = readerOf(config);
  const at = reader?.lastTickAt();
  reader?.close();
  if (at === undefined) return undefined;
  return { at: new Date(at.wallMs).toISOString(), agoSeconds: Math.round((nowMs - at.wallMs) / 1000) };
}
