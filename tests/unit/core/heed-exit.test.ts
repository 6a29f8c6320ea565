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

  test.each<[string, Partial<Judgement>]>([
    ['of no meaning', { exit: exited(1) }],
    ['of somebody who is not proven dead', { exit: exited(78), proven: false }],
    ['of one that somebody else started', { exit: exited(78), instance: anInstance({ cookie: undefined }) }],
  ])('%s changes nothing', (_, change) => {
    expect(taught(judgedAs(change)).restarts).toBe(aState().restarts);
  });
});
