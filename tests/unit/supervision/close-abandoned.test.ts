// What an invocation left unfinished when it died, of a service that the config has been asking for no more since.

import { createLife, SuddenDeath } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
});

/** The invocation that recovers a hung service dies before a deed, and the service is then disabled. */
async function diesBefore(deed: string): Promise<number> {
  const pid = await rig.hung('web');
  const life = createLife();
  const to = life.to;
  life.to = (next) => {
    if (next === deed) life.isOver = true;
    to(next);
  };
  await rig
    .begin(life)
    .run()
    .catch((error) => expect(error).toBeInstanceOf(SuddenDeath));
  expect(life.isOver).toBe(true);
  rig.config = { ...rig.config, services: [aService('web', { enabled: false })] };
  return pid;
}

test('an end that was cut short is not finished: what it has stopped goes on, and that is told', async () => {
  const pid = await diesBefore('terminate');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([`wake ${pid}`]);
  expect(rig.outcomes()).toEqual(['recover closed']);
  expect(rig.log).toContainEqual({
    level: 'WARNING',
    key: 'web',
    message: expect.stringMatching(/^recover: left unfinished by an invocation that died/),
  });
  await rig.begin().run();
  expect(rig.host.effects).toEqual([`wake ${pid}`]);
});

test('nobody is woken where no end was begun', async () => {
  await diesBefore('beginStep');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([]);
  expect(rig.outcomes()).toEqual(['recover closed']);
});
