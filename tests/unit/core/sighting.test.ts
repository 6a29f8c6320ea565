// How a service is judged whose clock is not ours: by whether its beats change, and never for its clock alone.

import type { Instance } from '../../../src/core/instance.ts';
import { judge } from '../../../src/core/judge.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE } from '../../support/core/processes.ts';
import { aCase, aNewInstance, anInstance, beatRead } from '../../support/core/services.ts';

const ours = alive(aProcess(100));

/** One look: when, and what the beat says of its own time. */
interface Look {
  readonly at: number;
  readonly beat: number;
  readonly rebasedAt?: number;
}

/** Judges look by look, each in the light of what the last one has left. */
function watch(looks: readonly Look[], begin: Instance = anInstance(), cookie?: string): Judgement[] {
  const judgements: Judgement[] = [];
  let instance: Instance | undefined = begin;
  for (const { at: seconds, beat, rebasedAt } of looks) {
    const heartbeat = beatRead({ timestampMs: at(beat).wallMs, instance: cookie });
    const change: Partial<Case> = { instance };
    const matter = aCase(
      seconds,
      { heartbeat, named: ours, recorded: ours },
      rebasedAt === undefined ? change : { ...change, rebasedAt: at(rebasedAt) },
    );
    const judged = judge(matter);
    judgements.push(judged);
    instance = judged.instance;
  }
  return judgements;
}

const verdicts = (...words: Parameters<typeof watch>) => watch(...words).map(({ verdict }) => verdict);
/** Looks a minute apart at a service that beats, by a clock that is so much ahead of ours. */
const beating = (aheadSeconds: number, count = 5): Look[] =>
  Array.from({ length: count }, (_, index) => ({ at: index * 60, beat: index * 60 - 5 + aheadSeconds }));

describe('T9 a service whose clock is another is bad once, and well as soon as its beat is seen to change', () => {
  test.each([
    ['an hour behind', -3600, 'timed_out'],
    ['an hour ahead', 3600, 'invalid_heartbeat'],
    ['half a century behind', -1_700_000_000, 'timed_out'],
  ])('%s', (_, ahead, bad) => {
    expect(verdicts(beating(ahead))).toEqual([bad, 'healthy', 'healthy', 'healthy', 'healthy']);
  });
});

describe('T9 one whose clock is another and that stops beating is down once its timeout is over', () => {
  test.each([-3600, 3600])('by %d s', (ahead) => {
    const hung = { at: 300, beat: 235 + ahead };
    const looks = [
      ...beating(ahead),
      { ...hung, at: 290 },
      { ...hung, at: 301 },
      { ...hung, at: 360 },
      { ...hung, at: 4000 },
    ];
    const found = watch(looks).slice(5);
    expect(found.map(({ verdict }) => verdict === 'healthy')).toEqual([true, false, false, false]);
    expect(found[1]?.detail).toContain('last beat');
  });
});

test('T9 a beat from the future that never changes is not fresh when its time has come', () => {
  const looks = [0, 60, 3600, 3620].map((seconds) => ({ at: seconds, beat: 3600 }));
  expect(verdicts(looks)).not.toContain('healthy');
});

test('T9 a new instance whose clock is behind proves itself within its grace, though its beat seems older than itself', () => {
  const looks = [10, 20, 30].map((seconds) => ({ at: seconds, beat: seconds - 3600 }));
  expect(verdicts(looks, aNewInstance())).toEqual(['starting', 'healthy', 'healthy']);
});

test('T9 one that tells its cookie needs no second look for whose beat it is, though for how old it is', () => {
  const looks = [10, 20].map((seconds) => ({ at: seconds, beat: seconds - 3600 }));
  const [first, second] = watch(looks, aNewInstance(), COOKIE);
  expect([first?.verdict, first?.instance?.beating?.pid, second?.verdict]).toEqual([
    'starting',
    100,
    'healthy',
  ]);
});

test('a beat of a dead predecessor does not change, and proves nothing', () => {
  const looks = [10, 20, 30, 70].map((seconds) => ({ at: seconds, beat: -3600 }));
  expect(verdicts(looks, aNewInstance())).toEqual(['starting', 'starting', 'starting', 'no_heartbeat']);
});

test('nothing is remembered of a service while the clocks agree, nor once they agree again', () => {
  const looks = [
    ...beating(0),
    ...beating(-3600, 3).map((look) => ({ at: look.at + 300, beat: look.beat + 300 })),
  ];
  const back = { at: 480, beat: 475 };
  const sightings = watch([...looks, back]).map(({ instance }) => instance?.sighting !== undefined);
  expect(sightings).toEqual([false, false, false, false, false, true, true, true, false]);
});

test('a clock step makes what was compared before it void', () => {
  const looks = [
    ...beating(-3600, 3),
    { at: 180, beat: 7200, rebasedAt: 180 },
    { at: 240, beat: 7260, rebasedAt: 180 },
  ];
  const found = watch([
    ...looks,
    { at: 300, beat: 7260, rebasedAt: 180 },
    { at: 400, beat: 7260, rebasedAt: 180 },
  ]);
  expect(found.slice(3).map(({ verdict }) => verdict)).toEqual([
    'healthy',
    'healthy',
    'healthy',
    'timed_out',
  ]);
});

test('T6 while our own clock was never set, no beat is called invalid; what is dead is dead all the same', () => {
  const in1970 = { ...at(0), wallMs: 300_000 };
  const invalid = { kind: 'invalid', problem: 'timestamp is not RFC 3339' } as const;
  const living = aCase(0, { at: in1970, heartbeat: invalid, recorded: ours }, { instance: anInstance() });
  expect(judge(living)).toMatchObject({
    verdict: 'unknown',
    concern: expect.stringContaining('clock of this host'),
  });
  const dead = aCase(
    0,
    { at: in1970, heartbeat: invalid, recorded: { kind: 'dead', why: 'gone' } },
    { instance: anInstance() },
  );
  expect(judge(dead)).toMatchObject({ verdict: 'invalid_heartbeat', proven: true });
});
