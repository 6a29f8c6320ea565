/** Settles what is kept of services that we end of our own accord. */
import type { BlackBoxPolicy } from './config.ts';
import { blackBox } from './options/black-box.ts';
import type { ConfigDocument } from './schema.ts';

const { properties: options } = blackBox;

/** What is kept, and for how long. */
export function resolveBlackBox(written: ConfigDocument['black_box'] = {}): BlackBoxPolicy {
  return {
    enabled: written.enabled ?? options.enabled.default,
    maxBytes: (written.max_kib ?? options.max_kib.default) * 1024,
    keep: written.keep ?? options.keep.default,
    keepDays: written.keep_days ?? options.keep_days.default,
  };
}
