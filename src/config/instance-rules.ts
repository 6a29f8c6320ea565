/** What must hold between the services that one entry means, and between them and the others. */
import type { CheckEntry } from './checks/schema.ts';
import type { Draft, DraftService } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { fill, keysOfEntry } from './instances.ts';
import { show } from './printable.ts';

const HIGHEST_PORT = 65535;

/** No service of an entry with `instances` has the key of another entry. */
export function instancesHaveFreeKeys({ entries, keys }: Draft): Finding[] {
  const found: Finding[] = [];
  for (const [key, entry] of entries) {
    if (entry.instances === undefined) continue;
    const taken = keysOfEntry(key, entry).find((one) => keys.has(one));
    if (taken === undefined) continue;
    const at = ['processes', key, 'instances'];
    found.push({
      at,
      found: `${entry.instances}, though ${show(taken)} is an entry of its own`,
      expected: 'keys that are free',
    });
  }
  return found;
}

/** A port that depends on the number of the instance is one for each of them. */
export function portsAreInRange({ entries }: Draft): Finding[] {
  const found: Finding[] = [];
  for (const [key, entry] of entries) {
    const written = portsIn(entry);
    if (!written.some(({ port }) => typeof port === 'string')) continue;
    const last = portsIn(entry.instances === undefined ? entry : fill(entry, entry.instances));
    for (const [index, { at, port }] of written.entries())
      if (!isPort(last[index]?.port))
        found.push({
          at: ['processes', key, ...at],
          found: show(port),
          expected: EXPECTED,
          hint: hintFor(entry),
        });
  }
  return found;
}

const EXPECTED = `a port, at most ${HIGHEST_PORT}, for every instance`;

function hintFor({ instances }: DraftService): string | undefined {
  return instances === undefined ? '`{index}` has a meaning only beside `instances`.' : undefined;
}

interface Port {
  readonly at: Location;
  readonly port: number | string;
}

function portsIn({ checks = [], listens = [] }: DraftService): readonly Port[] {
  return [...listens.map((port, index) => ({ at: ['listens', index], port })), ...portsInChecks(checks)];
}

function portsInChecks(checks: readonly CheckEntry[]): readonly Port[] {
  return checks.flatMap((check, index) => [
    ...portOf(check, ['checks', index, 'port']),
    ...portOf(fallbackOf(check), ['checks', index, 'fallback', 'port']),
  ]);
}

/** The schema cannot name itself within a type. */
function fallbackOf(check: CheckEntry): CheckEntry | undefined {
  return 'fallback' in check ? (check.fallback as CheckEntry | undefined) : undefined;
}

function portOf(check: CheckEntry | undefined, at: Location): Port[] {
  return check?.type === 'tcp' && check.port !== undefined ? [{ at, port: check.port }] : [];
}

function isPort(port: number | string | undefined): boolean {
  const number = Number(port);
  return Number.isInteger(number) && number >= 1 && number <= HIGHEST_PORT;
}
