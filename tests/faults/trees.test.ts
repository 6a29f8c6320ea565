// Children that try to get away from their service: they die with it, by whatever tells them to be its own, and whoever asked
// to be left alone lives. Each case with a cgroup around the service, and without one.

import { existsSync, readFileSync } from 'node:fs';
import { enclosureOf } from '../../src/core/cookie.ts';
import { afterTest } from '../support/after-test.ts';
import { cgroupsSeen, WITHOUT_CGROUP, whyNoCgroup, withCgroup } from '../support/cgroups.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { testUnless } from '../support/test-unless.ts';

const HASTY = { consecutive_failures_threshold: 1, kill_timeout: 1 };

/** A service whose children got away, and the words before every invocation. */
interface Escape {
  readonly scene: Scene;
  readonly wrapper: readonly string[];
  readonly family: ReadonlyMap<string, Actor>;
}

async function startEscaping(ways: readonly string[], surroundings: Surroundings): Promise<Escape> {
  const scene = scenario(HASTY)
    .service('web', { program: ['escape', ...ways] })
    .open();
  const wrapper = surroundings(scene.folder);
  expect(await scene.begin(['on', 'web', '--wait'], { wrapper }).ended).toMatchObject({ exitCode: 0 });
  return { scene, wrapper, family: familyIn(scene) };
}

/** The family of the instance that lives now. Those of it without an environment the scene does not know as its own. */
function familyIn(scene: Scene): ReadonlyMap<string, Actor> {
  const pids: Record<string, number> = JSON.parse(readFileSync(scene.path('family.json'), 'utf8'));
  const family = new Map(Object.entries(pids).map(([way, pid]) => [way, actorAt(pid) as Actor]));
  afterTest(() => family.forEach((actor) => void signal(actor, 'SIGKILL')));
  return family;
}

/** Waits for the instance that replaces it. */
async function replaced({ scene }: Escape): Promise<void> {
  await scene.healthy('web');
  familyIn(scene);
}

function isAlive({ pid, startTicks }: Actor): boolean {
  return actorAt(pid)?.startTicks === startTicks;
}

/** The names of those that live on. */
function survivorsOf({ family }: Escape): readonly string[] {
  return [...family].flatMap(([way, actor]) => (isAlive(actor) ? [way] : []));
}

async function killLeader({ family }: Escape): Promise<void> {
  const leader = family.get('leader') as Actor;
  signal(leader, 'SIGKILL');
  await eventually('the leader is dead', () => !isAlive(leader));
}

/** Whether the record of the kill says that one without an environment was known by less than a cookie. */
function isCalledWeak({ scene, family }: Escape): boolean {
  const [kill] = scene.rows("SELECT message FROM steps WHERE action = 'kill'");
  return String(kill?.message).includes(`weak identity: pid ${family.get('forgetful')?.pid} had no cookie`);
}

type Surroundings = (folder: string) => readonly string[];
const why = whyNoCgroup();
const PLACES: readonly [string, Surroundings, string | undefined][] = [
  [
    'K3 children that left their session and parentage die with their service, without a cgroup',
    () => WITHOUT_CGROUP,
    undefined,
  ],
  [
    'K3 children that left their session and parentage die with their service, with a cgroup',
    withCgroup,
    why,
  ],
];

describe.each(PLACES)('%s', (_, surroundings, whyNot) => {
  const testHere = testUnless(whyNot);
  const WAYS = ['child', 'setsid', 'double_fork', 'nohup'];
  const SPARED = ['left_alone', 'left_with_us'];
  const LOST = surroundings === withCgroup ? ['forgetful_far', 'cleared'] : [];

  testHere('children that escaped die with their service when it is switched off', async () => {
    const all = [...WAYS, 'forgetful', ...LOST, ...SPARED];
    const it = await startEscaping(all, surroundings);
    expect(survivorsOf(it)).toEqual(['leader', ...all]);
    const { exitCode, stdout } = await it.scene.begin(['off', 'web'], it).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/ended \d+/) });
    expect(survivorsOf(it)).toEqual(SPARED);
  });

  testHere('they die before the service is started again, though it died before the tick', async () => {
    const all = [...WAYS, 'forgetful', ...LOST, ...SPARED];
    const it = await startEscaping(all, surroundings);
    // It has proved itself: else what is left might be what a start that daemonises leaves.
    await it.scene.begin(['check'], it).ended;
    await killLeader(it);
    expect(survivorsOf(it)).toEqual(all);
    await it.scene.begin(['check'], it).ended;
    expect(survivorsOf(it)).toEqual(SPARED);
    expect(isCalledWeak(it)).toBe(surroundings !== withCgroup);
    await replaced(it);
  });
});

const countsSessions = existsSync('/proc/self/autogroup');
const testWhereCounted = testUnless(countsSessions ? undefined : 'this kernel counts no sessions');

testWhereCounted(
  'K10 one that overwrote its environment dies with its service though nobody else is left of that',
  async () => {
    const it = await startEscaping(['forgetful'], () => WITHOUT_CGROUP);
    await it.scene.begin(['check'], it).ended;
    await killLeader(it);
    await it.scene.begin(['check'], it).ended;
    expect(survivorsOf(it)).toEqual([]);
    expect(isCalledWeak(it)).toBe(true);
    await replaced(it);
  },
);

function cgroupOf({ family }: Escape): string {
  return readFileSync(`/proc/${family.get('leader')?.pid}/cgroup`, 'utf8');
}

function nameFor(actor: Actor | undefined): string {
  return `watchdog-${enclosureOf(actor?.env.WATCHDOG_INSTANCE ?? '')}`;
}

describe('the cgroup of a service', () => {
  const testHere = testUnless(why);

  testHere('is named after its cookie without telling it, and is gone once nothing lives in it', async () => {
    const it = await startEscaping(['child'], withCgroup);
    const name = nameFor(it.family.get('leader'));
    expect(cgroupOf(it)).toMatch(new RegExp(`^0::.*/${name}$`, 'm'));
    expect(cgroupsSeen(it.scene.folder)).toContainEqual(expect.stringMatching(new RegExp(`/${name}$`)));
    await it.scene.begin(['off', 'web'], it).ended;
    expect(cgroupsSeen(it.scene.folder).filter((path) => path.includes(name))).toEqual([]);
  });

  testHere('lies beside that of a service which called us', async () => {
    const it = await startEscaping(['child'], withCgroup);
    const { pid = 0 } = it.family.get('leader') ?? {};
    const inside = ['bash', '-c', 'echo $$ >"$0"/cgroup.procs && exec "$@"'];
    const folder = it.scene.path('cgroup', /^0::\/(.*)$/m.exec(cgroupOf(it))?.[1] ?? '');
    it.scene.edit({}, { other: { program: 'beat' } });
    const wrapper = [...it.wrapper, ...inside, folder];
    expect(await it.scene.begin(['on', 'other', '--wait'], { wrapper }).ended).toMatchObject({ exitCode: 0 });
    const [other] = it.scene.living('other');
    const path = readFileSync(`/proc/${other?.pid}/cgroup`, 'utf8');
    expect(path.match(/watchdog-/g)).toHaveLength(1);
    expect(path).toContain(nameFor(other));
    await it.scene.begin(['off', 'web'], it).ended;
    expect(actorAt(pid)).toBeUndefined();
    expect(it.scene.living('other')).toEqual([other]);
  });

  test('is done without where none can be made: one line for who debugs, and the service runs', async () => {
    const scene = scenario({ ...HASTY, log_level: 'DEBUG' })
      .service('web')
      .open();
    const wrapper = WITHOUT_CGROUP;
    expect(await scene.begin(['on', 'web', '--wait'], { wrapper }).ended).toMatchObject({ exitCode: 0 });
    expect(scene.log().filter((line) => line.includes('cgroup'))).toEqual([
      expect.stringMatching(/DEBUG +web: cgroup: /),
    ]);
  });
});
