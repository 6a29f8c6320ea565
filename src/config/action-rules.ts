/** What must hold between a service's commands and the actions of its recovery. */

import { nearest } from '../suggest.ts';
import type { Draft, DraftService } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { show } from './printable.ts';
import type { StepEntry } from './schema.ts';
import { actionOf, STEP_OPTIONS, type WrittenStep, writtenSteps } from './written-steps.ts';

/** Every service can be started. */
export function startIsThere(draft: Draft): Finding[] {
  return eachService(draft, (key, { commands }) => {
    if (commands?.start !== undefined || isFaultyStart(key, draft)) return [];
    const expected = 'the command that starts the service';
    return [
      {
        at: ['processes', key, 'commands', 'start'],
        found: 'nothing',
        expected,
        hint: hintForStart(commands),
      },
    ];
  });
}

function isFaultyStart(key: string, { isFaulty }: Draft): boolean {
  return ['startup_command', 'manager'].some((option) => isFaulty(['processes', key, option]));
}

function hintForStart(commands: DraftService['commands']): string | undefined {
  const meant = nearest('start', Object.keys(commands ?? {}));
  return meant === undefined ? undefined : `Is \`${meant}\` that command? Then call it \`start\`.`;
}

/** `kill` ends a service's processes by itself; a command of that name would never run. */
export function killIsBuiltIn(draft: Draft): Finding[] {
  return eachService(draft, (key, { commands }) => {
    if (commands === undefined || !Object.hasOwn(commands, 'kill')) return [];
    const expected = 'another name, because `kill` is built in';
    return [
      { at: ['processes', key, 'commands', 'kill'], found: 'a command that would never run', expected },
    ];
  });
}

/** Every step of a recovery is something that can be run. */
export function actionsHaveCommands(draft: Draft): Finding[] {
  return eachService(draft, (key, service) =>
    STEP_OPTIONS.flatMap((option) => {
      const isOwn = service[option] !== undefined;
      const { [option]: written } = isOwn ? service : draft.defaults;
      const missing = writtenSteps({ [option]: written }).filter(({ step }) => !isRunnable(step, service));
      const places = missing.map((one) => ({ ...one, at: isOwn ? placeOf(one) : ['commands', nameOf(one)] }));
      const once = new Map(places.map((one) => [one.at.join(), one]));
      return [...once.values()].map((one) => ({
        at: ['processes', key, ...one.at],
        ...withoutCommand(nameOf(one), service),
      }));
    }),
  );
}

/** A missing start is told already. */
function isRunnable(step: StepEntry, service: DraftService): boolean {
  const action = actionOf(step) ?? 'start';
  return action === 'start' || isAction(action, service);
}

function nameOf({ step }: WrittenStep): string {
  return actionOf(step) ?? '';
}

function placeOf({ at, step }: WrittenStep): Location {
  return typeof step === 'string' ? at : [...at, 'run'];
}

function withoutCommand(action: string, service: DraftService): Omit<Finding, 'at'> {
  return {
    found: `no command for the recovery action ${show(action)}`,
    expected: '`kill` or the name of a command of this service',
    hint: () => didYouMean(action, actionsOf(service)) ?? 'Add it to the commands, or take it out here.',
  };
}

function didYouMean(action: string, actions: Iterable<string>): string | undefined {
  const meant = nearest(action, actions);
  return meant === undefined ? undefined : `Did you mean "${meant}"?`;
}

/** What is disabled exists: a misspelt name would leave the action on. */
export function disabledActionsExist(draft: Draft): Finding[] {
  return eachService(draft, (key, service) =>
    (service.disabled_actions ?? []).flatMap((action, index) =>
      isAction(action, service)
        ? []
        : [notAnAction(['processes', key, 'disabled_actions', index], action, actionsOf(service))],
    ),
  );
}

/** What is disabled for all services is an action of at least one of them. */
export function sharedDisabledActionsExist({ services, defaults, isFaulty }: Draft): Finding[] {
  const all = new Set([...services.values()].flatMap(actionsOf));
  if ([...services.keys()].some((key) => isFaulty(['processes', key, 'commands']))) return [];
  return (defaults.disabled_actions ?? []).flatMap((action, index) =>
    all.has(action) ? [] : [notAnAction(['defaults', 'disabled_actions', index], action, all)],
  );
}

function notAnAction(at: Location, action: string, actions: Iterable<string>): Finding {
  const hint = () => didYouMean(action, actions) ?? 'Take it out.';
  return {
    at,
    found: `${show(action)}, which is no such action`,
    expected: '`kill` or the name of a command',
    hint,
  };
}

function eachService(draft: Draft, find: (key: string, service: DraftService) => Finding[]): Finding[] {
  const found: Finding[] = [];
  for (const [key, service] of draft.services) {
    const own = find(key, service);
    if (own.length > 0 && !draft.isFaulty(['processes', key, 'commands'])) found.push(...own);
  }
  return found;
}

function isAction(action: string, { commands }: DraftService): boolean {
  return action === 'kill' || (commands !== undefined && Object.hasOwn(commands, action));
}

function actionsOf({ commands }: DraftService): string[] {
  return ['kill', ...Object.keys(commands ?? {})];
}
