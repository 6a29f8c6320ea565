/** What must hold for a service that another program manages. */
import { isProcessCheck } from './checks/resolve-source.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';
import { expandEntry } from './instances.ts';
import { show } from './printable.ts';
import type { ServiceEntry } from './schema.ts';

/** Its manager says which process it is, and nobody else. */
export function managersFindTheProcess({ services }: Draft): Finding[] {
  return [...services].flatMap(([key, { manager, checks = [] }]) => {
    const index = checks.findIndex(isProcessCheck);
    if (manager === undefined || index === -1) return [];
    const found = 'a check of type "process" beside a `manager`';
    return [
      { at: ['processes', key, 'checks', index], found, expected: 'one of them: both find the process' },
    ];
  });
}

/** Nor can it be seen that it holds a port for its service: docker's proxy is none of the container. */
export function managersHoldTheirPorts({ services }: Draft): Finding[] {
  return [...services].flatMap(([key, { manager, listens }]) =>
    manager === undefined || listens === undefined
      ? []
      : [
          {
            at: ['processes', key, 'listens'],
            found: 'ports of a service with a `manager`',
            expected: 'none: who holds them for it cannot be seen',
          },
        ],
  );
}

/** What a manager has under a name is one service: two of them would each end the other's. */
export function managersServeOneEach({ entries }: Draft): Finding[] {
  const owners = new Map<string, string>();
  const found: Finding[] = [];
  for (const [key, { manager, instances }] of entries) {
    if (manager === undefined) continue;
    for (const [one, own] of expandEntry(key, { manager, ...(instances !== undefined && { instances }) })) {
      const thing = nameOf(own.manager);
      const owner = owners.get(thing);
      if (owner === undefined) owners.set(thing, one);
      else if (found.at(-1)?.at[1] !== key)
        found.push(shared({ key, thing, owner, isOneOfMany: instances !== undefined }));
    }
  }
  return found;
}

type Managed = NonNullable<ServiceEntry['manager']>;

function nameOf(manager: Managed): string {
  switch (manager.type) {
    case 'tmux':
      return `the session ${manager.session}`;
    case 'systemd':
      return `the ${manager.user === true ? "user's " : ''}unit ${manager.unit.replace(/^[^.]*$/, '$&.service')}`;
    case 'docker':
      return `the container ${manager.container}`;
  }
}

function shared(of: { key: string; thing: string; owner: string; isOneOfMany: boolean }): Finding {
  return {
    at: ['processes', of.key, 'manager'],
    found: `${of.thing}, which is also that of ${show(of.owner)}`,
    expected: 'one of its own',
    hint: of.isOneOfMany ? 'Instances differ by `{index}`.' : undefined,
  };
}
