/** Recoveries whose steps cannot bring a service back, or undo each other. */
import type { Service } from '../config.ts';
import type { Location } from '../finding.ts';
import type { Step } from '../step.ts';
import { STEP_OPTIONS } from '../written-steps.ts';
import type { Lint, Subject } from './lint.ts';

/** A list of steps, and where it is written. */
interface StepList {
  readonly at: Location;
  readonly actions: readonly string[];
}

/** A service that is ended is started again, and none is recovered without a start at all. */
export function recoveriesStart(subject: Subject): Lint[] {
  return recovered(subject).flatMap((service) => {
    const lists = listsOf(subject, service);
    const isEverStarted = lists.some(({ actions }) => actions.includes('start'));
    return lists
      .filter(({ actions }) => !actions.includes('start') && (actions.includes('kill') || !isEverStarted))
      .map(({ at, actions }) => ({
        code: 'no_start_step' as const,
        at,
        found: actions.length === 0 ? 'no step that is done' : `${actions.join(', ')}, and no \`start\``,
        expected: 'a `start` among them',
        hint: 'Add "start" (and see `disabled_actions`); where it is only to be watched, write "restart": "never".',
      }));
  });
}

/** What a recovery has started it does not end, nor start again; and what is never recovered needs no steps. */
export function stepsAgree(subject: Subject): Lint[] {
  const contradictions = recovered(subject).flatMap((service) =>
    listsOf(subject, service).flatMap(({ at, actions }) => contradictionIn(actions, at)),
  );
  return [...contradictions, ...unused(subject)];
}

function contradictionIn(actions: readonly string[], at: Location): Lint[] {
  const start = actions.indexOf('start');
  const found =
    start !== -1 && actions.lastIndexOf('kill') > start
      ? 'a `kill` after the `start`, which it undoes'
      : start !== actions.lastIndexOf('start')
        ? '`start` for the second time, of which a second copy could come'
        : undefined;
  if (found === undefined) return [];
  const hint = 'Put `start` last, once.';
  return [{ code: 'steps_contradict', at, found, expected: 'steps that end with one `start`', hint }];
}

function unused({ config, draft }: Subject): Lint[] {
  return config.services
    .filter(({ restart, enabled }) => enabled && restart === 'never')
    .flatMap(({ entry }) =>
      STEP_OPTIONS.filter((option) => draft.entries.get(entry)?.[option] !== undefined).map((option) => ({
        code: 'steps_contradict' as const,
        at: ['processes', entry, option],
        found: 'steps of a recovery, beside `restart` "never"',
        expected: 'one of the two',
        hint: 'Take out the steps, which are only done by `watchdog restart`, or let it be recovered.',
      })),
    );
}

function recovered({ config }: Subject): readonly Service[] {
  return config.services.filter(({ enabled, restart }) => enabled && restart !== 'never');
}

function listsOf({ draft }: Subject, { entry, recoveryActions, remedies }: Service): readonly StepList[] {
  const own = draft.entries.get(entry) ?? {};
  const home = (option: 'recovery_actions' | 'escalate'): Location =>
    own[option] === undefined && draft.defaults[option] !== undefined
      ? ['defaults', option]
      : ['processes', entry, option];
  const byVerdict = Object.entries(remedies.byVerdict).map(([verdict, steps = []]) => ({
    at: [...home('recovery_actions'), verdict],
    actions: steps.map(actionOf),
  }));
  const rungs = remedies.escalation.map(({ steps }) => ({
    at: home('escalate'),
    actions: steps.map(actionOf),
  }));
  return [{ at: home('recovery_actions'), actions: recoveryActions.map(actionOf) }, ...byVerdict, ...rungs];
}

function actionOf(step: Step): string {
  return typeof step === 'string' ? step : step.action;
}
