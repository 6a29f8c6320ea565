// Ways to break the product, at least one for each invariant: a simulation that does not find it watches nothing. Each changes
// one place of the sources on their way into the bundle; its name begins with the invariant that it breaks.

import { readFileSync } from 'node:fs';

const BREAKAGES = {
  I1: {
    what: 'a bare pid is taken for an identity',
    file: 'src/core/process.ts',
    from: 'a.pid === b.pid && a.startTicks === b.startTicks',
    to: 'a.pid === b.pid',
  },
  'I1-cgroup': {
    what: 'a cgroup is killed as one though somebody in it wants to be left alone',
    file: 'src/host/enclosures.ts',
    from: 'shared = new Set(others.flatMap(({ marks }) => marks?.cgroup ?? []));',
    to: 'shared = new Set(others.slice(others.length));',
  },
  I2: {
    what: 'a stopped process is taken for a dead one',
    file: 'src/core/process.ts',
    from: "return state === 'Z' ||",
    to: "return state === 'T' || state === 'Z' ||",
  },
  I3: {
    what: 'only the last recovery is remembered',
    file: 'src/core/restarts.ts',
    from: 'const attempts = [...withinWindow(restarts, policy, now), now];',
    to: 'const attempts = [now];',
  },
  'I3-rung': {
    what: 'a rung does not wait for room in the window',
    file: 'src/core/restarts.ts',
    from: 'return isBeyondGivingUp(restarts) ? Math.max(leftMs, untilRoomMs(restarts, policy, now)) : leftMs;',
    to: 'return leftMs;',
  },
  'I3-stable': {
    what: 'a stable period empties the window',
    file: 'src/core/restarts.ts',
    from: '? { ...FRESH, attempts: restarts.attempts } : restarts',
    to: '? FRESH : restarts',
  },
  'I3-lost': {
    what: 'a start that was lost with its invocation is made once more, whatever the limit',
    file: 'src/supervision/steps/start.ts',
    from: 'if (isTriedEnough(restarts, service.restartPolicy, now))',
    to: 'if (now === undefined)',
  },
  I4: {
    what: 'a kill is not put on record before it begins',
    file: 'src/supervision/steps/kill.ts',
    from: 'world.store.beginStep(key, undefined, world.host.now().wallMs);',
    to: '',
  },
  I5: {
    what: 'unknown is judged like any other verdict',
    file: 'src/core/rules.ts',
    from: "judged.verdict === 'unknown' ?",
    to: 'false ?',
  },
  'I4-abandoned': {
    what: 'what was left unfinished of a service that was taken out of the config is kept for its return',
    file: 'src/supervision/close-abandoned.ts',
    from: 'return !isChecked && ',
    to: 'return false && ',
  },
  'I5-disabled': {
    what: 'a disabled service is recovered',
    file: 'src/supervision/survey.ts',
    from: 'if (service.enabled) assessments.set',
    to: 'assessments.set',
  },
  'I5-record': {
    what: 'where the process on record could not be looked at, the heartbeat alone is judged',
    file: 'src/core/judge.ts',
    from: "isBad(judged.verdict) && recorded?.kind === 'unknown'",
    to: 'false',
  },
  'I5-file': {
    what: 'a heartbeat that could not be read is taken for none',
    file: 'src/core/judge-silence.ts',
    from: "if (matter.seen.recorded?.kind !== 'dead') return",
    to: 'if (false) return',
  },
  'I5-resume': {
    what: 'an unfinished recovery is gone on with, whatever can be seen',
    file: 'src/core/rules.ts',
    from: '  unknown,\n  recovering,\n  resume,\n',
    to: '  recovering,\n  resume,\n  unknown,\n',
  },
  I6: {
    what: 'an invocation does not wait for what it has begun',
    file: 'src/supervision/shift.ts',
    from: 'return shift.open.size === 0 && !isPassToCome && (',
    to: 'return (',
  },
  I7: {
    what: 'a script has no deadline',
    file: 'src/host/run-script.ts',
    from: 'await within(Promise.race([spawned.ended, abortOf(callOff)]), timeoutSeconds)',
    to: 'await spawned.ended',
  },
  I8: {
    what: 'a tick does not store what it changes',
    file: 'src/store/create-store.ts',
    from: 'for (const [key, state] of commit.states) saveState(connection, key, state);',
    to: '',
  },
  I9: {
    what: 'a streak does not grow',
    file: 'src/core/streak.ts',
    from: 'count: streak.count + 1,',
    to: 'count: 1,',
  },
  'I9-patience': {
    what: 'a service is given up after its first recovery',
    file: 'src/core/restarts.ts',
    from: 'return untilRoomMs(restarts, policy, now) > 0 ||',
    to: 'return restarts.attempts.length > 0 ||',
  },
  I10: {
    what: 'a tick recovers what is off',
    file: 'src/core/rules.ts',
    from: "if (state.desired.mode !== 'off' || isUnderWay) return undefined;",
    to: 'if (before !== unfinished) return undefined;',
  },
  R1: {
    what: 'what is never to be restarted is recovered',
    file: 'src/core/rules.ts',
    from: "policy.restart === 'never' ? idle(",
    to: 'policy === undefined ? idle(',
  },
  'R1-clean': {
    what: 'what has ended on purpose is recovered like what has failed',
    file: 'src/core/rules.ts',
    from: "restart === 'on-failure' && (judged.isCleanEnd === true || hasExitedCleanly(state, judged))",
    to: 'false',
  },
  R2: {
    what: 'the threshold of a verdict is forgotten',
    file: 'src/core/decision.ts',
    from: 'return thresholds[verdict] ?? threshold;',
    to: 'return Math.min(threshold, thresholds[verdict] ?? threshold);',
  },
  'I3-group': {
    what: 'a group is restarted whatever its limit',
    file: 'src/core/groups.ts',
    from: 'return isExhausted(restarts, group.restartPolicy, now)',
    to: 'return now === undefined',
  },
  R3: {
    what: 'what depends on a service is restarted with it, again and again',
    file: 'src/core/dependencies.ts',
    from: 'isStarted && !isAnswered && other.since.bootMs > since.bootMs',
    to: 'isStarted',
  },
  'R1-group': {
    what: 'a group draws in who is only watched',
    file: 'src/core/draw-in.ts',
    from: "service.restart !== 'never' && ",
    to: '',
  },
  R4: {
    what: 'the members of a group do not wait for each other',
    file: 'src/supervision/group-turn.ts',
    from: 'mayGoOn(job) && isBlocked(job)',
    to: 'isBlocked === undefined',
  },
  R6: {
    what: 'what is held is recovered like anything else',
    file: 'src/core/hold-rules.ts',
    from: "if (state.desired.mode !== 'held') return undefined;",
    to: "if (state.desired.mode !== 'held' || judged.detail !== '') return undefined;",
  },
  R7: {
    what: 'time is told by the wall clock alone',
    file: 'src/core/desired.ts',
    from: 'return Math.max(0, terms.forMs - elapsedMs(terms.since, now));',
    to: 'return Math.max(0, terms.forMs - (now.wallMs - terms.since.wallMs));',
  },
  R8: {
    what: 'a command that was broken off is run again',
    file: 'src/core/resume.ts',
    from: "return purpose === 'act' &&",
    to: "return purpose === 'restart' &&",
  },
  R9: {
    what: 'what is down is recovered in its maintenance window',
    file: 'src/core/hold-rules.ts',
    from: 'if (maintenance === undefined) return undefined;',
    to: "if (maintenance === undefined || judged.detail !== '') return undefined;",
  },
  'R9-off': {
    what: 'what was off for a while is started in a maintenance window',
    file: 'src/core/hold-rules.ts',
    from: "if (maintenance !== undefined) return idle('maintenance', before, maintenance);",
    to: '',
  },
  R5: {
    what: 'what was spent of the budget is forgotten',
    file: 'src/core/budget.ts',
    from: '(limit ?? 0) - spent.length',
    to: 'limit ?? 0',
  },
};

/** An esbuild plugin that breaks the product; throws when the place is not there any more. */
export function breaking(breakage) {
  const { file, from, to } = BREAKAGES[breakage];
  return {
    name: 'breakage',
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (source.split(from).length !== 2)
          throw new Error(
            `${file}: expected one "${from}". Find another way for ${breakage}, in tests/simulation/breakages.mjs.`,
          );
        return { contents: source.replace(from, to), loader: 'ts' };
      });
    },
  };
}
