// In which order services start and stop.

import fc from 'fast-check';
import { type Placed, startOrder, stopOrder } from '../../../src/core/order.ts';

function placed(key: string, dependsOn: readonly string[] = [], priority = 500): Placed {
  return { key, priority, dependsOn: dependsOn.map((one) => ({ key: one, condition: 'healthy' })) };
}

const keys = (services: readonly Placed[]) => services.map(({ key }) => key).join(' ');

test.each<[string, readonly Placed[], string]>([
  ['as they stand in the file', [placed('b'), placed('a')], 'b a'],
  ['after what they depend on', [placed('web', ['db']), placed('db')], 'db web'],
  ['the smaller priority first', [placed('a'), placed('b', [], 1), placed('c')], 'b a c'],
  [
    'by priority only among those that may start at once',
    [placed('web', ['db'], 1), placed('db'), placed('log', [], 2)],
    'log db web',
  ],
  [
    'at once when the last dependency has started',
    [
      placed('top', ['left', 'right'], 1),
      placed('left', ['base']),
      placed('right', ['base']),
      placed('base'),
    ],
    'base left right top',
  ],
  ['regardless of dependencies that are not among them', [placed('web', ['elsewhere'])], 'web'],
  ['once for all that is said twice', [placed('web', ['db', 'db']), placed('db')], 'db web'],
])('services start %s', (_, services, order) => {
  expect(keys(startOrder(services))).toBe(order);
});

/** Services in any order in the file, none of which depends on itself by way of others. */
const files = fc
  .array(
    fc.record({ priority: fc.integer({ min: 0, max: 3 }), on: fc.array(fc.nat(30), { maxLength: 4 }) }),
    {
      maxLength: 30,
    },
  )
  .map((drafts) =>
    drafts.map(({ priority, on }, index) =>
      placed(
        `s${index}`,
        on.filter((other) => other < index).map((other) => `s${other}`),
        priority,
      ),
    ),
  )
  .chain((services) => fc.shuffledSubarray(services, { minLength: services.length }));

test('whatever depends on what, all start once, and none before what it depends on', () => {
  fc.assert(
    fc.property(files, (services) => {
      const order = startOrder(services);
      expect(new Set(order)).toEqual(new Set(services));
      expect(order).toHaveLength(services.length);
      const places = new Map(order.map(({ key }, place) => [key, place]));
      for (const { key, dependsOn } of services)
        for (const other of dependsOn) expect(places.get(other.key)).toBeLessThan(places.get(key) ?? -1);
    }),
  );
});

test('of two that do not hang together the smaller priority is never the later, when all it needs has started', () => {
  fc.assert(
    fc.property(files, (services) => {
      const order = startOrder(services);
      for (const [place, service] of order.entries()) {
        const begun = new Set(order.slice(0, place).map(({ key }) => key));
        const ready = order
          .slice(place)
          .filter(({ dependsOn }) => dependsOn.every(({ key }) => begun.has(key)));
        expect(service.priority).toBe(Math.min(...ready.map(({ priority }) => priority)));
      }
    }),
  );
});

test('services stop in the reverse of the order in which they start', () => {
  fc.assert(
    fc.property(files, (services) => {
      expect(stopOrder(services)).toEqual([...startOrder(services)].reverse());
    }),
  );
});

test('ten thousand services are put in order at once', () => {
  const chain = Array.from({ length: 10_000 }, (_, place) =>
    placed(`s${place}`, place > 0 ? [`s${place - 1}`] : []),
  );
  expect(startOrder(chain.toReversed())).toEqual(chain);
});
