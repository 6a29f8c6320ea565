// In which order services start when all of them may: after what they depend on, and of those that may start at once the
// one of the smallest priority, then as they stand in the file. They stop in the reverse of it.

import type { Service } from '../config/config.ts';

/** What of a service decides its place. */
export type Placed = Pick<Service, 'key' | 'dependsOn' | 'priority'>;

/** The services in the order in which they start; a dependency that is not among them holds nobody back. */
export function startOrder<T extends Placed>(services: readonly T[]): readonly T[] {
  const places = new Map(services.map((service, place) => [service.key, place]));
  const missing = new Map(
    services.map((service) => [service, service.dependsOn.filter(({ key }) => places.has(key)).length]),
  );
  const dependents = dependentsOf(services);
  const byTurn = (a: T, b: T) =>
    a.priority - b.priority || (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0);
  let ready = services.filter((service) => missing.get(service) === 0).sort(byTurn);
  const order: T[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    order.push(next);
    const freed = (dependents.get(next.key) ?? []).filter((one) => {
      const left = (missing.get(one) ?? 0) - 1;
      missing.set(one, left);
      return left === 0;
    });
    if (freed.length > 0) ready = [...ready, ...freed].sort(byTurn);
  }
  return order;
}

/** The same services in the order in which they stop. */
export function stopOrder<T extends Placed>(services: readonly T[]): readonly T[] {
  return startOrder(services).toReversed();
}

/** By key, those that depend on it, once for each time they say so. */
function dependentsOf<T extends Placed>(services: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const dependents = new Map<string, T[]>();
  for (const service of services) {
    for (const { key } of service.dependsOn) {
      const known = dependents.get(key);
      if (known === undefined) dependents.set(key, [service]);
      else known.push(service);
    }
  }
  return dependents;
}
