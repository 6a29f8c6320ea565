// A record that fails while something is asked for: nothing is begun that nobody would wait for.

import { StoreError } from '../../../src/errors.ts';
import { createLife } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig } from '../../support/supervision-rig.ts';

const FULL = new StoreError('watchdog.db: there is no room left to write', { hint: '' });

test('an on that cannot be recorded does not go on with what a dead invocation has left', async () => {
  const rig = createSupervisionRig([aService('web')]);
  await rig.dead('web');
  await expect(rig.begin(createLife(7)).run()).rejects.toThrow('dead before: web.clean runs');
  rig.host.effects.length = 0;
  const { world, ...shift } = rig.begin();
  const asked = world.requests.add('on', 'web', 'ann');
  Object.assign(world.store, {
    saveState: () => {
      throw FULL;
    },
  });
  await expect(shift.run({ passes: 'none' })).rejects.toThrow(FULL);
  expect(rig.host.effects.filter((effect) => !effect.startsWith('end '))).toEqual([]);
  expect(world.memory.performances.size).toBe(0);
  expect(world.requests.get(asked.id)?.status).toBe('taken');
});
