/** What must hold within one step of a recovery that is written as an object. */
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { type StepObject, writtenSteps } from './written-steps.ts';

type Look = (step: StepObject, at: Location) => Finding[];

const KINDS = ['run', 'wait', 'signal', 'kill'] as const;
const OF_RUN = ['timeout_seconds', 'on_failure'] as const;

/** A step says one thing to do. */
export function stepsSayOneThing(draft: Draft): Finding[] {
  return eachStep(draft, (step, at) => {
    const said = KINDS.filter((kind) => step[kind] !== undefined);
    if (said.length === 1) return [];
    const found = said.length === 0 ? 'nothing to do' : said.map((kind) => `\`${kind}\``).join(' and ');
    return [{ at, found, expected: 'one of `run`, `wait`, `signal` and `kill`' }];
  });
}

/** What is said of a command is said beside one. */
export function onlyCommandsHaveDeadlines(draft: Draft): Finding[] {
  return eachStep(draft, (step, at) => {
    if (step.run !== undefined) return [];
    return OF_RUN.filter((option) => step[option] !== undefined).map((option) => ({
      at: [...at, option],
      found: 'an option of `run`',
      expected: 'it beside a `run`',
      hint: 'Take it out.',
    }));
  });
}

/** What is built in is no command that ends by itself. */
export function runStepsAreCommands(draft: Draft): Finding[] {
  return eachStep(draft, ({ run }, at) =>
    run === 'start' || run === 'kill'
      ? [
          {
            at: [...at, 'run'],
            found: `\`${run}\`, which has a step of its own`,
            expected: 'the name of another command',
            hint: `Write "${run}" in place of the object.`,
          },
        ]
      : [],
  );
}

/** After KILL there is nobody left to signal. */
export function laddersEndWithKill(draft: Draft): Finding[] {
  return eachStep(draft, ({ kill = [] }, at) => {
    const early = kill.slice(0, -1).findIndex(([signal]) => signal === 'SIGKILL');
    if (early === -1) return [];
    const expected = 'SIGKILL at the end of a ladder, if anywhere';
    return [{ at: [...at, 'kill', early], found: 'a SIGKILL with signals after it', expected }];
  });
}

/** Each rung of an escalation is reached at a number of its own. */
export function escalationsDiffer({ services, defaults }: Draft): Finding[] {
  return [...services, [undefined, defaults] as const].flatMap(([key, { escalate = [] }]) =>
    escalate.flatMap(({ after }, index) => {
      if (!escalate.slice(0, index).some((other) => other.after === after)) return [];
      const home = key === undefined ? ['defaults'] : ['processes', key];
      const at = [...home, 'escalate', index, 'after'];
      return [{ at, found: `${after} for the second time`, expected: 'each number once' }];
    }),
  );
}

function eachStep({ services, defaults }: Draft, look: Look): Finding[] {
  const found: Finding[] = [];
  const lookAt = (home: Location, options: Parameters<typeof writtenSteps>[0]) => {
    // What is neither was told by the shape.
    for (const { at, step } of writtenSteps(options))
      if (typeof step === 'object' && step !== null) found.push(...look(step, [...home, ...at]));
  };
  lookAt(['defaults'], defaults);
  for (const [key, options] of services) lookAt(['processes', key], options);
  return found;
}
