/** The check by which a new instance shows that it is ready. It is like any other, but looked at only until it has passed. */
import type { CheckEntry } from './schema.ts';

/** The option of a service. */
export const readiness = {
  $ref: '#/definitions/check',
  expected: 'a check of type tcp, http or command',
  defaultNote: 'none',
  description:
    'A check of type `tcp`, `http` or `command` that a new instance must pass once before it counts as healthy, so that what depends on it is started after that. Of a command only exit 0 says so, and 1 as little as 2. Afterwards it is not looked at; when `start_grace_seconds` are over and it still fails, that is `check_failed`.',
  examples: [{ type: 'tcp', port: 8080 }],
} as const;

/** What is written for it. The schema cannot name itself within a type; the validator has checked it all the same. */
export function readinessOf(entry: { readonly readiness?: unknown }): CheckEntry | undefined {
  const written = entry.readiness as CheckEntry | undefined;
  return written && { ...written, name: written.name ?? 'readiness' };
}
