// The config file of a simulated host, as its operators edit it. An edit counts once an invocation reads the file.

import type { Config, Service } from '../../../src/config/config.ts';

/** The file. */
export interface ConfigFile {
  /** As it is now. */
  read(): Config;
  /** Of every service that is in it at some time. */
  readonly keys: readonly string[];
  /** A service as it is, or as it was when it was taken out. */
  service(key: string): Service;
  has(key: string): boolean;
  /** Takes a service out, or puts it in again as it was. */
  put(key: string, isIn: boolean): void;
  edit(key: string, change: Partial<Service>): void;
  /** A service is asked for again at any time, and all that is done to recover it; what else was edited stays. */
  restore(key: string): void;
}

/** A file that has all services of a config in it. */
export function createConfigFile(config: Config): ConfigFile {
  const original = new Map(config.services.map((service) => [service.key, service]));
  const services = new Map([...original].map(([key, service]) => [key, written(service)]));
  const out = new Set<string>();
  const serviceOf = (key: string) => services.get(key) as Service;
  const edit = (key: string, change: Partial<Service>) => {
    services.set(key, written({ ...serviceOf(key), ...change }));
  };
  return {
    read: () => ({ ...config, services: [...services.values()].filter(({ key }) => !out.has(key)) }),
    keys: [...original.keys()],
    service: serviceOf,
    has: (key) => !out.has(key),
    put: (key, isIn) => {
      if (isIn) out.delete(key);
      else out.add(key);
    },
    edit,
    restore: (key) => {
      out.delete(key);
      edit(key, {
        enabled: true,
        recoveryActions: original.get(key)?.recoveryActions ?? [],
        maintenance: undefined,
      });
    },
  };
}

/** What it runs, and how patiently, is in its fingerprint. */
function written(service: Service): Service {
  const fingerprint = JSON.stringify([service.commands, service.restartPolicy]);
  return { ...service, fingerprint: () => fingerprint };
}
