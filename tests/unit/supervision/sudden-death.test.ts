// An invocation that dies at any of its effects: the next one finds the record, and goes on. Every boundary is tried.

import type { RequestKind } from '../../../src/core/request.ts';
import { createLife, SuddenDeath } from '../../support/mortal.ts';
import { aService, createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
afterEach(() => rig.clear());

/** What an invocation is to do, and how things must be once that is done, however often one died over it. */
interface Story {
  prepare(): Promise<void>;
  readonly request?: RequestKind;
  readonly copies: 0 | 1;
  /** Recoveries that the whole story may take. */
  readonly recoveries: number;
}

const dead = async () => rig.host.processes.end(await rig.running('web'));
const alive = async () => void (await rig.running('web'));
const half = async () => {
  const pid = await rig.running('web');
  const { marks } = rig.host.processes.get(pid) ?? {};
  rig.host.processes.begin({ ppid: pid, sid: pid, marks: { ...marks } });
};

const STORIES: Readonly<Record<string, Story>> = {
  'a recovery of what is dead': { prepare: dead, copies: 1, recoveries: 1 },
  'a recovery of what hangs': {
    prepare: async () => {
      await rig.running('web');
      rig.host.hang('/heartbeats/web.json');
      rig.host.clock.pass(100);
    },
    copies: 1,
    recoveries: 1,
  },
  'a restart': { prepare: half, request: 'restart', copies: 1, recoveries: 1 },
  'an off': { prepare: half, request: 'off', copies: 0, recoveries: 1 },
  'an on of what runs': { prepare: alive, request: 'on', copies: 1, recoveries: 0 },
  'an on of what is dead': { prepare: dead, request: 'on', copies: 1, recoveries: 1 },
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

async function tell({ prepare, request }: Story): Promise<void> {
  rig = createSupervisionRig([aService('web')]);
  await prepare();
  rig.record.meddle('DELETE FROM recoveries');
  const { world } = rig.begin();
  if (request !== undefined) world.requests.add(request, 'web', 'ann');
}

function cookies(): number {
  return new Set(rig.host.processes.of('web').flatMap(({ marks }) => marks?.instance ?? [])).size;
}

function expectAllWell({ copies, recoveries, request }: Story, when: string): void {
  const open = rig.record.rows('SELECT * FROM recoveries WHERE ended_at IS NULL');
  const requests = rig.record.rows(
    "SELECT status FROM requests WHERE made_by = 'ann' ORDER BY id DESC LIMIT 1",
  );
  const desired = rig.record.rows('SELECT desired FROM services');
  expect({ when, copies: cookies(), recoveries: rig.counts().recoveries, open, requests, desired }).toEqual({
    when,
    copies,
    recoveries,
    open: [],
    requests: [{ status: 'done' }],
    desired: [{ desired: request === 'off' ? 'off' : 'on' }],
  });
}

describe.each(Object.entries(STORIES))('%s', (_, story) => {
  test('comes to the same end wherever its invocation dies', async () => {
    for (let last = 0; ; last += 1) {
      await tell(story);
      const { died, deeds } = await invoke(last);
      const when = `dead after ${deeds.join(', ')}`;
      expect([when, cookies() <= 1]).toEqual([when, true]);
      await invoke(Number.POSITIVE_INFINITY);
      await invoke(Number.POSITIVE_INFINITY);
      expectAllWell(story, when);
      rig.clear();
      if (!died) break;
    }
  });
});
