// An invocation that dies at any of its effects: the next one finds the record, and goes on. Every boundary is tried.

import type { RequestKind } from '../../../src/core/request.ts';
import { GIVE_UP_LADDER_MS } from '../../../src/core/restarts.ts';
import { RESTART_POLICY } from '../../support/core/services.ts';
import { createLife, type Life, SuddenDeath } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;

/** What an invocation is to do, and how things must be once that is done, however often one died over it. */
interface Story {
  prepare(): Promise<unknown>;
  readonly requests: readonly RequestKind[];
  readonly copies: 0 | 1;
  /** Recoveries that the whole story may take. */
  readonly recoveries: number;
}

// Every pair of instants was tried once; these are enough to find out a change.
const STEP = 5;
const MOST_DEEDS = 24;

const dead = () => rig.dead('web');
const alive = () => rig.running('web');
const hung = () => rig.hung('web');
const half = async () => {
  const pid = await rig.running('web');
  const { marks } = rig.host.processes.get(pid) ?? {};
  rig.host.processes.begin({ ppid: pid, sid: pid, marks: { ...marks } });
};

const STORIES: Readonly<Record<string, Story>> = {
  'a recovery of what is dead': { prepare: dead, requests: [], copies: 1, recoveries: 1 },
  'a recovery of what hangs': { prepare: hung, requests: [], copies: 1, recoveries: 1 },
  'a restart': { prepare: half, requests: ['restart'], copies: 1, recoveries: 1 },
  'an off': { prepare: half, requests: ['off'], copies: 0, recoveries: 1 },
  'an on of what runs': { prepare: alive, requests: ['on'], copies: 1, recoveries: 0 },
  'a restart and then an off': { prepare: half, requests: ['restart', 'off'], copies: 0, recoveries: 2 },
  'an off and then an on': { prepare: half, requests: ['off', 'on'], copies: 1, recoveries: 2 },
  'an on of what is dead': { prepare: dead, requests: ['on'], copies: 1, recoveries: 1 },
};

async function invoke(lastDeed: number): Promise<{ died: boolean; deeds: readonly string[] }> {
  const life = createLife(lastDeed);
  try {
    await rig.begin(life).run();
  } catch (error) {
    if (!(error instanceof SuddenDeath)) throw error;
  }
  return { died: life.isOver, deeds: life.deeds };
}

async function tell({ prepare, requests }: Story): Promise<void> {
  rig = createSupervisionRig([aService('web')]);
  await prepare();
  rig.record.meddle('DELETE FROM recoveries');
  const { world } = rig.begin();
  rig.record.meddle('DELETE FROM requests');
  for (const request of requests) world.requests.add(request, 'web', 'ann');
}

function cookies(): number {
  return new Set(rig.host.processes.of('web').flatMap(({ marks }) => marks?.instance ?? [])).size;
}

function expectAllWell({ copies, recoveries, requests }: Story, when: string): void {
  const one = (sql: string) => rig.record.rows(sql);
  expect({
    when,
    copies: cookies(),
    recoveries: rig.counts().recoveries,
    unfinished: one('SELECT id FROM recoveries WHERE ended_at IS NULL'),
    unanswered: one("SELECT id FROM requests WHERE status IN ('pending', 'taken')"),
    last: one('SELECT status FROM requests ORDER BY id DESC LIMIT 1'),
    desired: one('SELECT desired FROM services'),
  }).toEqual({
    when,
    copies,
    recoveries,
    unfinished: [],
    unanswered: [],
    last: requests.slice(-1).map(() => ({ status: 'done' })),
    desired: [{ desired: requests.at(-1) === 'off' ? 'off' : 'on' }],
  });
}

/** Lets one invocation after another die, and the last two live; answers whether the first was still to die. */
async function liveThrough(story: Story, ...deaths: readonly number[]): Promise<boolean> {
  await tell(story);
  const whens: string[] = [];
  let diedAtAll = false;
  for (const last of [...deaths, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]) {
    const { died, deeds } = await invoke(last);
    diedAtAll ||= died;
    if (died) whens.push(`dead after ${deeds.join(', ')}`);
    expect([whens, cookies() <= 1]).toEqual([whens, true]);
  }
  expectAllWell(story, whens.join('; '));
  return diedAtAll;
}

describe.each(Object.entries(STORIES))('%s', (_, story) => {
  test('comes to the same end wherever its invocation dies', async () => {
    for (let last = 0; await liveThrough(story, last); last += 1);
  });

  test('comes to the same end when the next invocation dies over it too', async () => {
    for (let last = 0; await liveThrough(story, last); last += STEP)
      for (let next = 1; next < MOST_DEEDS; next += STEP) await liveThrough(story, last, next);
  });
});

/** A life that ends as soon as something was launched. */
function dyingOfItsStart(): Life {
  const life = createLife();
  return {
    ...life,
    to: (deed) => {
      if (life.deeds.at(-1) === 'launch') throw new SuddenDeath(deed);
      life.to(deed);
    },
  };
}

const HASTY = { ...RESTART_POLICY, backoffSeconds: 0, maxRestarts: 3 };

/** Invocations each of which dies of the start of web, one after another. */
async function dyingInvocations(count: number): Promise<void> {
  for (let invocation = 0; invocation < count; invocation += 1) {
    await rig
      .begin(dyingOfItsStart())
      .run()
      .catch(() => undefined);
    for (const { pid } of rig.host.processes.of('web')) rig.host.processes.end(pid);
  }
}

const launches = () => rig.host.effects.filter((effect) => effect === 'launch web').length;

test('of an off that is gone on with nobody is told that somebody else has started the service', async () => {
  rig = createSupervisionRig([aService('web')]);
  const { world: first, ...shift } = rig.begin();
  first.requests.add('on', 'web', 'ann');
  await shift.run({ passes: 'none' });
  const life = createLife();
  const dying = { ...life, to: (deed: string) => life.to(deed === 'terminate' ? dieOf(life, deed) : deed) };
  const { world, run } = rig.begin(dying);
  world.requests.add('off', 'web', 'ann');
  await run({ passes: 'none' }).catch(() => undefined);
  await rig.ticks(2);
  expect(rig.host.processes.of('web')).toEqual([]);
  expect(rig.told()).toEqual(['web switched_on', 'web switched_off']);
});

/** Its last deed is this one. */
function dieOf(life: Life, deed: string): string {
  life.isOver = true;
  return deed;
}

test('what ends at once is started as often as its policy allows, though each invocation dies of it', async () => {
  rig = createSupervisionRig([aService('web', { restartPolicy: HASTY })]);
  await rig.dead('web');
  await dyingInvocations(8);
  expect(launches()).toBe(HASTY.maxRestarts);
  expect(rig.record.rows("SELECT count(*) AS n FROM events WHERE kind = 'given_up'")).toEqual([{ n: 1 }]);
});

test('once given up it is started once at each rung, though each invocation dies of it', async () => {
  rig = createSupervisionRig([aService('web', { restartPolicy: HASTY })]);
  await rig.dead('web');
  await dyingInvocations(8);
  for (const seconds of GIVE_UP_LADDER_MS.map((ms) => ms / 1000)) {
    const before = launches();
    rig.host.clock.pass(seconds + HASTY.windowSeconds);
    await dyingInvocations(5);
    expect(launches()).toBe(before + 1);
  }
});
