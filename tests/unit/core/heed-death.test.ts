// What a last beat tells of the end of its process, and what is learned of that.

import { absorb } from '../../../src/core/absorb.ts';
import type { Heartbeat } from '../../../src/core/heartbeat.ts';
import { judge } from '../../../src/core/judge.ts';
import type { Judgement } from '../../../src/core/judgement.ts';
import { asksForAnotherTry } from '../../../src/core/restarts.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE } from '../../support/core/processes.ts';
import {
  aCase,
  aNewInstance,
  anInstance,
  aState,
  beatRead,
  judgedAs,
  WEB,
} from '../../support/core/services.ts';

const exited = (exitCode: number) => ({ exitCode, signal: undefined });
const lastWords = (change: Partial<Heartbeat>): Judgement =>
  judge(aCase(1, { heartbeat: beatRead(change) }, { instance: anInstance() }));

describe('a dead process whose last beat', () => {
  test('says that it has stopped has ended cleanly', () => {
    expect(lastWords({ status: 'stopped' })).toMatchObject({
      verdict: 'stale_pid',
      isCleanEnd: true,
      detail: 'pid 100 is gone; it has stopped',
    });
  });

  test.each([
    [exited(3), 'pid 100 is gone; it exited with code 3'],
    [{ exitCode: undefined, signal: 'SIGSEGV' }, 'pid 100 is gone; it was ended by SIGSEGV'],
  ])('tells its exit has failed by that: %j', (exit, detail) => {
    expect(lastWords({ status: 'failed', exit })).toMatchObject({ isCleanEnd: false, exit, detail });
  });

  test('is that of an instance before the one that lives says nothing of it', () => {
    const seen = {
      heartbeat: beatRead({ status: 'stopped', exit: exited(78) }),
      recorded: alive(aProcess(100)),
    };
    const judged = judge({ ...aCase(1, seen), instance: aNewInstance() });
    expect(judged).toMatchObject({ isCleanEnd: false });
    expect(judged).not.toHaveProperty('exit');
  });
});

describe('an exit code', () => {
  const service = { ...WEB, giveUpExitCodes: [78], retryExitCodes: [75] };
  const dead = (exitCode: number) => judgedAs({ exit: exited(exitCode), instance: anInstance() });
  const taught = (judged: Judgement, state = aState()) => absorb(state, judged, { service, now: at(0) });

  test('that says so gives the service up, once for each instance', () => {
    const { restarts } = taught(dead(78));
    expect(restarts).toMatchObject({ givenUpRung: 0, heeded: COOKIE });
    const tried = aState({ restarts: { ...restarts, givenUpRung: undefined } });
    expect(taught(dead(78), tried).restarts.givenUpRung).toBeUndefined();
  });

  test('that asks for another try is no reason to give up', () => {
    const { restarts } = taught(dead(75));
    expect(asksForAnotherTry(restarts)).toBe(true);
    expect(restarts.givenUpRung).toBeUndefined();
  });

  test('that was heeded says nothing any more after an edit', () => {
    const givenUp = taught(dead(78));
    const edited = { ...service, fingerprint: () => 'edited' };
    const { restarts } = absorb(givenUp, dead(78), { service: edited, now: at(1) });
    expect(restarts).toMatchObject({ givenUpRung: undefined, heeded: COOKIE });
  });

  test('that was not told before of an instance teaches nothing of its second look', () => {
    const once = taught(dead(9));
    expect(once.restarts).toMatchObject({ heeded: COOKIE, crash: { print: '9 ', count: 1 } });
    expect(taught(dead(9), once).restarts).toBe(once.restarts);
  });

  test.each<[string, Partial<Judgement>]>([
    ['of somebody who is not proven dead', { exit: exited(78), proven: false }],
    ['of one that somebody else started', { exit: exited(78), instance: anInstance({ cookie: undefined }) }],
  ])('%s changes nothing', (_, change) => {
    expect(taught(judgedAs(change)).restarts).toBe(aState().restarts);
  });
});

describe('dying in the same way three times', () => {
  const service = { ...WEB, giveUpExitCodes: [78], retryExitCodes: [75] };
  interface Death {
    readonly exit?: Judgement['exit'];
    readonly says?: string;
    /** Seconds after it was started, at 0, at which it said that; it last beat at 50. */
    readonly at?: number;
    readonly isCleanEnd?: boolean;
    readonly wasUp?: boolean;
  }

  /** What is remembered after these deaths, each of another instance, that were all seen at 60. */
  function outcomeOf(deaths: readonly Death[]) {
    let state = aState();
    deaths.forEach(({ exit, says, at: saidAt = 55, isCleanEnd = false, wasUp = true }, index) => {
      const instance = anInstance({ cookie: `${COOKIE}-${index}`, since: at(0) });
      const judged = judgedAs({ exit, isCleanEnd, instance, beatAtMs: at(50).wallMs });
      const output = says === undefined ? undefined : { tail: says, atMs: at(saidAt).wallMs };
      const terms = { service, now: at(60), lastTickAt: at(40), output };
      state = absorb({ ...state, up: wasUp }, judged, terms);
    });
    return state.restarts;
  }
  const thrice = (death: Death) => outcomeOf([death, death, death]);

  test.each<[string, readonly Death[]]>([
    ['by its last words', [1, 2, 3].map((pid) => ({ says: `pid ${pid}: no such table` }))],
    ['by its exit code, where it is known', [1, 2, 3].map(() => ({ exit: exited(9) }))],
    ['by both', [1, 2, 3].map(() => ({ exit: exited(9), says: 'no port', at: 1 }))],
    [
      'by its words, where the code was told of some',
      [{ says: 'x' }, { exit: exited(9), says: 'x' }, { says: 'x' }],
    ],
  ])('gives a service up: %s', (_, deaths) => {
    expect(outcomeOf(deaths.slice(1)).givenUpRung).toBeUndefined();
    expect(outcomeOf(deaths)).toMatchObject({ givenUpRung: 0, crash: { count: 3 } });
  });

  test.each<[string, readonly Death[]]>([
    ['silently, for nobody knows how', [{}, {}, {}]],
    ['with other words', [{ says: 'x' }, { says: 'y' }, { says: 'x' }]],
    [
      'with another code',
      [
        { exit: exited(1), says: 'x' },
        { exit: exited(2), says: 'x' },
        { exit: exited(1), says: 'x' },
      ],
    ],
  ])('is not what it does that dies %s', (_, deaths) => {
    expect(outcomeOf(deaths).givenUpRung).toBeUndefined();
  });

  test.each<[string, Death]>([
    ['it had said before its last beat', { says: 'listening', at: 30 }],
    ['somebody before it had said', { says: 'listening', at: -1, wasUp: false }],
  ])('nor is it told by what %s', (_, death) => {
    expect(thrice(death).crash).toBeUndefined();
  });

  test.each<[string, Death]>([
    ['somebody has ended it', { exit: { exitCode: undefined, signal: 'SIGKILL' }, says: 'x' }],
    ['it has ended with 0', { exit: exited(0), says: 'done' }],
    ['it has taken its leave', { isCleanEnd: true, says: 'done' }],
  ])('nor where %s', (_, death) => {
    expect(thrice(death).crash).toBeUndefined();
  });
});
