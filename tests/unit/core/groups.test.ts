// Which members of a group are restarted together, and how often.

import type { Group } from '../../../src/config/config.ts';
import type { GroupMemories } from '../../../src/core/brake-state.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Situation } from '../../../src/core/decision.ts';
import { type Drawing, drawIn } from '../../../src/core/draw-in.ts';
import { limitGroups, type Member } from '../../../src/core/groups.ts';
import type { Moment } from '../../../src/core/moment.ts';
import { afterAttempt, FRESH } from '../../../src/core/restarts.ts';
import { at } from '../../support/core/moments.ts';
import { aRecovery, aSituation, aState, judgedAs, RESTART_POLICY, WEB } from '../../support/core/services.ts';
import { aService } from '../../support/supervised-service.ts';

const healthy = {
  judged: judgedAs({ verdict: 'healthy' }),
  state: aState({ healthySince: at(-30) }),
} as const;
const dead = {};
const off = {
  before: aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } }),
  state: aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } }),
} as const;

const onlyWatched = { ...healthy, policy: { ...WEB, restart: 'never' } } as const;

/** db ← api ← web in one group, and one outside; `change` says how they are. */
function members(change: Readonly<Record<string, Partial<Situation>>>): Map<string, Member> {
  const on = (key: string) => ({ group: 'site', dependsOn: [{ key, condition: 'healthy' as const }] });
  const services = [
    aService('web', on('api')),
    aService('api', on('db')),
    aService('db', { group: 'site' }),
    aService('other'),
  ];
  return new Map(
    services.map((service) => {
      const { policy = WEB, ...rest }: Partial<Situation> = change[service.key] ?? healthy;
      const situation = aSituation({ ...rest, policy: { ...policy, key: service.key } });
      return [
        service.key,
        {
          service: { ...service, restart: policy.restart },
          state: situation.state,
          decision: decide(situation),
        },
      ];
    }),
  );
}

const groupOf = (strategy: Group['strategy']): Group => ({
  name: 'site',
  strategy,
  restartPolicy: RESTART_POLICY,
});

function restarted(
  services: Map<string, Member>,
  strategy: Group['strategy'],
  before: GroupMemories = {},
  now: Moment = at(0),
  change: Partial<Drawing> = {},
) {
  const terms = { groups: [groupOf(strategy)], now, incident: undefined, ...change };
  const limited = limitGroups(before, services, terms);
  const left = new Map(services);
  for (const [key, decision] of limited.decisions) left.set(key, { ...(left.get(key) as Member), decision });
  const drawn = drawIn(limited.groups, left, {
    startFaultOf: () => undefined,
    mayBeRestarted: () => true,
    ...terms,
  });
  const { groups } = drawn;
  const decisions = new Map([...limited.decisions, ...drawn.decisions]);
  const reasons = Object.fromEntries([...decisions].map(([key, { reason }]) => [key, reason]));
  return { reasons, groups, decisions };
}

const all = { db: 'group_restart', api: 'group_restart', web: 'group_restart' };

test.each<[string, Group['strategy'], Parameters<typeof members>[0], object]>([
  ['all when one of them is dead', 'one_for_all', { api: dead }, all],
  [
    'itself and those that start after it',
    'rest_for_one',
    { api: dead },
    { api: 'group_restart', web: 'group_restart' },
  ],
  ['from the first that is dead on', 'rest_for_one', { api: dead, db: dead }, all],
  ['the last one alone', 'rest_for_one', { web: dead }, { web: 'group_restart' }],
  ['nobody together with others', 'one_for_one', { api: dead }, {}],
  ['nobody while all are well', 'one_for_all', {}, {}],
  ['nobody for one outside of it', 'one_for_all', { other: dead }, {}],
  [
    'nobody who is switched off',
    'one_for_all',
    { api: dead, db: off },
    { api: 'group_restart', web: 'group_restart' },
  ],
  [
    'nobody who is only watched',
    'one_for_all',
    { api: dead, db: onlyWatched },
    { api: 'group_restart', web: 'group_restart' },
  ],
  [
    'nobody who cannot be looked at',
    'one_for_all',
    { api: dead, db: { judged: judgedAs({ verdict: 'unknown' }) } },
    { api: 'group_restart', web: 'group_restart' },
  ],
  [
    'nobody of whom a recovery is under way, or unfinished',
    'one_for_all',
    { api: dead, db: { isUnderWay: true }, web: { unfinished: aRecovery() } },
    { api: 'group_restart' },
  ],
])('a group restarts %s (%s)', (_, strategy, change, reasons) => {
  expect(restarted(members(change), strategy).reasons).toEqual(reasons);
});

test('each is told for whom it is restarted; who is well is only ended and started', () => {
  const { decisions } = restarted(members({ api: dead }), 'one_for_all');
  expect(decisions.get('web')?.action).toMatchObject({
    kind: 'recover',
    plan: {
      key: 'web',
      reason: 'group_restart',
      steps: ['kill', 'start'],
      detail: expect.stringMatching(/^api: .*; restarted with the group site$/),
    },
  });
});

describe('who is drawn in', () => {
  const drawnIn = (change: Partial<Drawing>, dead_: Parameters<typeof members>[0] = { api: dead }) =>
    restarted(members(dead_), 'one_for_all', {}, at(0), change);
  const fails = (...keys: readonly string[]) => ({
    startFaultOf: ({ service }: Member) => (keys.includes(service.key) ? 'no such program' : undefined),
  });

  test('is nobody for one that could not be started; that is no restart of the group', () => {
    expect(drawnIn(fails('api'))).toMatchObject({ reasons: {}, groups: {} });
  });

  test('is everybody for another one that could be', () => {
    const { reasons, decisions } = drawnIn(fails('db'), { db: dead, api: dead });
    expect(reasons).toEqual(all);
    expect(decisions.get('web')?.detail).toMatch(/^api: /);
  });

  test('is nobody that must be left alone at the moment', () => {
    expect(drawnIn({ mayBeRestarted: (key) => key !== 'db' }).reasons).toEqual({
      api: 'group_restart',
      web: 'group_restart',
    });
  });

  test('is nobody during a mass failure, and nothing is forgotten of the groups', () => {
    const { groups } = drawnIn({});
    const incident = { since: at(-5), tried: ['api'] };
    const during = restarted(members({ api: dead }), 'one_for_all', groups, at(5), { incident });
    expect(during.reasons).toEqual({});
    expect(during.groups).toBe(groups);
  });

  test('is also who waits for the budget of the host', () => {
    const services = members({ api: dead, db: dead });
    const db = services.get('db') as Member;
    const decision = { ...db.decision, action: { kind: 'none' }, reason: 'budget_spent' } as const;
    services.set('db', { ...db, decision });
    expect(restarted(services, 'one_for_all').reasons).toEqual(all);
  });
});

describe('the limits of a group', () => {
  const services = () => members({ api: dead });

  test('count one attempt for a restart of all', () => {
    expect(restarted(services(), 'one_for_all').groups.site?.restarts).toMatchObject({
      attempts: [at(0)],
      level: 1,
    });
  });

  test('let it wait, and then go on', () => {
    const { groups } = restarted(services(), 'one_for_all');
    const soon = restarted(services(), 'one_for_all', groups, at(5));
    expect(soon.reasons).toEqual({ api: 'backing_off' });
    expect(soon.groups).toBe(groups);
    expect(restarted(services(), 'one_for_all', groups, at(20)).reasons).toEqual(all);
  });

  /** As after so many restarts, one every two minutes, so that none of them waits. */
  function exhausted(): GroupMemories {
    const { groups } = restarted(services(), 'one_for_all', {}, at(-100));
    const { terms } = groups.site as { terms: string };
    const times = [-80, -60, -40, -20, -10].map((seconds) => at(seconds));
    const restarts = times.reduce(
      (known, now) => afterAttempt(known, RESTART_POLICY, { now, seed: '' }),
      FRESH,
    );
    return { site: { terms, restarts: { ...restarts, wait: undefined } } };
  }

  test('give it up when it was restarted too often', () => {
    const { reasons, groups } = restarted(services(), 'one_for_all', exhausted());
    expect(reasons).toEqual({ api: 'given_up' });
    expect(groups.site?.restarts.givenUpRung).toBe(0);
    expect(restarted(services(), 'one_for_all', groups, at(60)).reasons).toEqual({ api: 'given_up' });
  });

  test.each<[string, () => Map<string, Member>]>([
    [
      'an operator has spoken of one of them',
      () => withState('web', { desired: { mode: 'on', by: 'ada', atMs: 7 } }),
    ],
    ['what one of them runs was edited', () => withFingerprint('db', 'edited')],
  ])('are forgotten when %s', (_, changed) => {
    expect(restarted(changed(), 'one_for_all', exhausted()).reasons).toEqual(all);
  });

  test('draw in whom an "off" for a while has left, and put on record that he is wanted', () => {
    const over = { before: off.before, state: aState(), dependencyDown: 'api is not up' };
    const { decisions } = restarted(members({ api: dead, web: over }), 'one_for_all');
    expect(decisions.get('web')).toMatchObject({
      reason: 'group_restart',
      state: { desired: { mode: 'on' } },
    });
  });

  test('are not forgotten for a hold of one of them, nor when an "off" for a while ends by itself', () => {
    const terms = { since: at(-5), reason: undefined, forMs: 4000, remindedAt: undefined, former: undefined };
    const hold = { mode: 'held', by: 'ada', atMs: 7, terms } as const;
    const { reasons } = restarted(withState('web', { desired: hold }), 'one_for_all', exhausted());
    expect(reasons).toEqual({ api: 'given_up' });
  });

  test('are not forgotten when the file of variables of one of them changes', () => {
    const changed = withFingerprint('db', `${services().get('db')?.service.fingerprint()}/edited`);
    expect(restarted(changed, 'one_for_all', exhausted()).reasons).not.toEqual(all);
  });

  function withState(key: string, change: Partial<Member['state']>): Map<string, Member> {
    const found = services();
    const member = found.get(key) as Member;
    return found.set(key, { ...member, state: { ...member.state, ...change } });
  }

  function withFingerprint(key: string, fingerprint: string): Map<string, Member> {
    const found = services();
    const member = found.get(key) as Member;
    return found.set(key, { ...member, service: { ...member.service, fingerprint: () => fingerprint } });
  }

  test('are forgotten once all have been healthy for long', () => {
    const { groups } = restarted(services(), 'one_for_all', {}, at(-2000));
    const well = (healthySince: Moment) => ({ judged: healthy.judged, state: aState({ healthySince }) });
    const since = (db: Moment) => members({ web: well(at(-1900)), api: well(at(-1900)), db: well(db) });
    expect(restarted(since(at(-10)), 'one_for_all', groups).groups).toBe(groups);
    expect(restarted(since(at(-1000)), 'one_for_all', groups).groups).toEqual({});
  });
});
