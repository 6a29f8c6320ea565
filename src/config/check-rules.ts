/** What must hold between the checks of a service, and between the options of one. */
import { readinessOf } from './checks/readiness.ts';
import { nameOf } from './checks/resolve.ts';
import type { CheckEntry } from './checks/schema.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { show } from './printable.ts';

/** The options of which one must tell whether a service is well. */
const WATCHING = ['heartbeat_path', 'checks', 'manager'];

/** A service says in some way whether it is well. */
export function servicesAreWatched({ services, isFaulty }: Draft): Finding[] {
  const found: Finding[] = [];
  for (const [key, { heartbeat_path: heartbeat, checks = [], manager }] of services) {
    const at = ['processes', key, 'heartbeat_path'];
    if (heartbeat !== undefined || WATCHING.some((option) => isFaulty(['processes', key, option]))) continue;
    if (manager !== undefined || checks.some(tellsOfLife)) continue;
    found.push({
      at,
      found: 'nothing',
      expected: 'a heartbeat file, or `checks` of which one tells that it lives, and is no mere warning',
    });
  }
  return found;
}

/** What a service uses while it lives, or does not write, does not tell that it does. */
function tellsOfLife(check: CheckEntry): boolean {
  if (check.type === 'process') return true;
  const isMute = check.type === 'log' && check.grows_within_seconds === undefined;
  return check.severity !== 'warn' && check.type !== 'resources' && !isMute;
}

/** Each check of a service can be told from the others. */
export function checkNamesAreUnique({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at, before }) => {
    const isTaken = before.some((other) => nameOf(other) === nameOf(check));
    return isTaken
      ? [
          {
            at: [...at, 'name'],
            found: `a second check called ${show(nameOf(check))}`,
            expected: 'a `name` of its own',
          },
        ]
      : [];
  });
}

/** As many failures can be counted as are asked for. */
export function failuresFitTheirWindow({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) => {
    if (check.type === 'process') return [];
    const { of, failure_threshold: threshold = 1 } = check;
    return of !== undefined && of < threshold
      ? [
          {
            at: [...at, 'of'],
            found: `${of}, which is less than its failure_threshold`,
            expected: `at least ${threshold}`,
          },
        ]
      : [];
  });
}

/** A connection has one place to go to. */
export function connectionsHaveOnePlace({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) => {
    if (check.type !== 'tcp') return [];
    const { host, port, path } = check;
    if (path !== undefined && port === undefined && host !== undefined)
      return [
        { at, found: '`path` and `host`', expected: 'one of them: a socket in the file system has no host' },
      ];
    if ((port === undefined) !== (path === undefined)) return [];
    const found = port === undefined ? 'neither `port` nor `path`' : '`port` and `path`';
    return [{ at, found, expected: 'one of them' }];
  });
}

/** What a look at each check finds, its fallback included; before a fallback there is none. */
export function eachCheck(
  services: Draft['services'],
  look: (check: CheckEntry, place: { at: Location; before: readonly CheckEntry[] }) => Finding[],
): Finding[] {
  const found: Finding[] = [];
  for (const [key, entry] of services) {
    const { checks = [] } = entry;
    const readiness = readinessOf(entry);
    const all = readiness === undefined ? checks : [...checks, readiness];
    all.forEach((check, index) => {
      const at = ['processes', key, ...(check === readiness ? ['readiness'] : ['checks', index])];
      found.push(...look(check, { at, before: all.slice(0, index) }));
      const fallback = (check.type === 'process' ? undefined : check.fallback) as CheckEntry | undefined;
      if (fallback !== undefined) found.push(...look(fallback, { at: [...at, 'fallback'], before: [] }));
    });
  }
  return found;
}
