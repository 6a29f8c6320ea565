/**
 * What a config file says of each service, with all that services share put under it, by the names of the options: for whoever
 * compares two of them. It does not say what the schema has as defaults.
 */

import { expandEntry } from './instances.ts';
import { modernizeService } from './legacy.ts';
import { parseConfigText } from './parse-text.ts';
import type { ConfigDocument, ServiceEntry } from './schema.ts';
import { defaultsSchema } from './service-schema.ts';

/** Options by their names. */
export type Settings = Readonly<Record<string, unknown>>;

/** What a file says, in two parts. */
export interface Settled {
  /** By the keys of the services. */
  readonly services: ReadonlyMap<string, Settings>;
  /** What is of no single service. */
  readonly global: Settings;
}

/** What a correct text says when it stands in the file at `path`. */
export function settledEntries(text: string, path: string): Settled {
  const document = parseConfigText(text, path).document as ConfigDocument;
  const { processes, defaults = {}, $schema: _, ...options } = document;
  const isShared = ([option]: [string, unknown]) => Object.hasOwn(defaultsSchema.properties, option);
  const shared = Object.fromEntries(Object.entries(options).filter(isShared));
  const global = Object.fromEntries(Object.entries(options).filter((option) => !isShared(option)));
  const services = new Map<string, Settings>();
  for (const [key, entry] of Object.entries(processes))
    for (const [one, own] of expandEntry(key, modernizeService(entry as ServiceEntry)))
      services.set(one, layered([shared, defaults, own]));
  return { services, global };
}

/** Two options are put together field by field, all others as a whole. */
function layered(layers: readonly Settings[]): Settings {
  const merged: Settings = Object.assign({}, ...layers);
  const together = (option: string): object =>
    Object.assign({}, ...layers.map((layer) => layer[option] as object | undefined));
  return { ...merged, restart_policy: together('restart_policy'), env: together('env') };
}
