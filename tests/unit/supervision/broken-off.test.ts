// A command that a person has asked for is run once: an invocation that died over it is not made up for by the next one.

import { createLife, type Life } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const MOST_DEEDS = 10;
const SCRIPT = 'script web.tidy';
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
});

const runs = () => rig.host.effects.filter((effect) => effect === SCRIPT).length;
const answers = () =>
  rig.record.rows("SELECT status, message FROM requests WHERE made_by = 'eve' ORDER BY id");
const outcomes = () => rig.record.rows('SELECT purpose, outcome FROM recoveries ORDER BY id');

async function invoke(life?: Life): Promise<void> {
  await rig
    .begin(life)
    .run()
    .catch(() => undefined);
}

/** An invocation serves a `do`, and dies when it has just begun to run it. */
async function brokenOff(): Promise<void> {
  const life = createLife();
  const to = (deed: string) => {
    life.to(deed);
    if (deed === 'web.tidy runs') {
      life.isOver = true;
      life.to('wait for its end');
    }
  };
  const shift = rig.begin(Object.defineProperty({ ...life, to }, 'isOver', { get: () => life.isOver }));
  shift.world.requests.addAll('do', ['web'], { by: 'eve', action: 'tidy' });
  await shift.run({ passes: 'none' }).catch(() => undefined);
}

test('at whatever instants invocations die, it is run at most once, and answered', async () => {
  const seen = new Set<unknown>();
  for (let first = 0; first < MOST_DEEDS; first += 1)
    for (const second of [2, MOST_DEEDS]) {
      rig = createSupervisionRig([aService('web')]);
      await rig.running('web');
      rig.begin().world.requests.addAll('do', ['web'], { by: 'eve', action: 'tidy' });
      await invoke(createLife(first));
      await invoke(createLife(second));
      await invoke();
      await rig.ticks(2);
      const [answer] = answers() as readonly { status: string }[];
      seen.add(answer?.status);
      expect({ first, second, runs: Math.min(runs(), 1) }).toEqual({ first, second, runs: runs() });
      expect(answer).not.toMatchObject({ status: 'pending' });
      if (runs() === 0) expect(answer).toMatchObject({ status: 'failed' });
    }
  expect([...seen].sort()).toEqual(['done', 'failed']);
});

test('whoever asked is told that it was broken off, and how to run it again', async () => {
  await rig.running('web');
  await brokenOff();
  await invoke();
  expect(answers()).toEqual([
    {
      status: 'failed',
      message:
        'broken off, for the invocation that ran it died; what that left was ended; "watchdog do web tidy" runs it again',
    },
  ]);
  expect(outcomes().at(-1)).toEqual({ purpose: 'act', outcome: 'closed' });
});

test('it is not run by a tick either, where nobody asks any more', async () => {
  await rig.running('web');
  await brokenOff();
  rig.record.meddle("UPDATE requests SET status = 'withdrawn'");
  await rig.ticks(3);
  expect(runs()).toBe(1);
  expect(outcomes().at(-1)).toEqual({ purpose: 'act', outcome: 'closed' });
});

test.each(['on', 'off', 'restart'] as const)(
  'an %s after it does what it says, and no more',
  async (kind) => {
    await rig.dead('web');
    await brokenOff();
    rig.host.effects.length = 0;
    rig.begin().world.requests.add(kind, 'web', 'eve');
    await invoke();
    expect(runs()).toBe(0);
    const [, answer] = answers() as readonly { message: string }[];
    expect(answer).toMatchObject({ status: 'done', message: expect.not.stringContaining('tidy') });
    expect(rig.host.effects.includes('launch web')).toBe(kind !== 'off');
  },
);
