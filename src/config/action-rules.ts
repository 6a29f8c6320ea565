/** What must hold between a service's commands and the actions of its recovery. */
import type { Draft, DraftService } from './draft.ts';
import type { Finding } from './finding.ts';
import { show } from './printable.ts';
import { nearest } from './suggest.ts';

/** Every service can be started. */
export function startIsThere(draft: Draft): Finding[] {
  return eachService(draft, (key, { commands }) => {
    if (commands?.start !== undefined || draft.isFaulty(['processes', key, 'startup_command'])) return [];
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
  return eachService(draft, (key, service) => {
    const at =
      service.recovery_actions === undefined
        ? ['processes', key, 'commands']
        : ['processes', key, 'recovery_actions'];
    return (service.recovery_actions ?? draft.defaults.recovery_actions ?? [])
      .filter((action) => action !== 'start' && !isAction(action, service))
      .map((action) => ({ at, ...withoutCommand(action, service) }));
  });
}

function withoutCommand(action: string, service: DraftService): Omit<Finding, 'at'> {
  const meant = nearest(action, actionsOf(service));
  return {
    found: `no command for the recovery action ${show(action)}`,
    expected: '`kill` or the name of a command of this service',
    hint:
      meant === undefined
        ? 'Add it to the commands, or take it out of recovery_actions.'
        : `Did you mean "${meant}"?`,
  };
}

/** What is disabled exists: a misspelt name would leave the action on. */
export function disabledActionsExist(draft: Draft): Finding[] {
  return eachService(draft, (key, service) =>
    (service.disabled_actions ?? [])
      .filter((action) => !isAction(action, service))
      .map((action) => ({
        at: ['processes', key, 'disabled_actions'],
        found: `${show(action)}, which is no action of this service`,
        expected: `some of ${actionsOf(service).join(', ')}`,
        hint: hintFor(action, [service]),
      })),
  );
}

/** What is disabled for all services is an action of at least one of them. */
export function sharedDisabledActionsExist({ services, defaults, isFaulty }: Draft): Finding[] {
  const all = [...services.values()];
  if ([...services.keys()].some((key) => isFaulty(['processes', key, 'commands']))) return [];
  return (defaults.disabled_actions ?? [])
    .filter((action) => !all.some((service) => isAction(action, service)))
    .map((action) => ({
      at: ['defaults', 'disabled_actions'],
      found: `${show(action)}, which is no action of any service`,
      expected: '`kill` or names of commands',
      hint: hintFor(action, all),
    }));
}

function hintFor(action: string, services: readonly DraftService[]): string {
  const meant = nearest(action, services.flatMap(actionsOf));
  return meant === undefined ? 'Take it out.' : `Did you mean "${meant}"?`;
}

function eachService(draft: Draft, find: (key: string, service: DraftService) => Finding[]): Finding[] {
  const found: Finding[] = [];
  for (const [key, service] of draft.services) {
    if (!draft.isFaulty(['processes', key, 'commands'])) found.push(...find(key, service));
  }
  return found;
}

function isAction(action: string, { commands }: DraftService): boolean {
  return action === 'kill' || (commands !== undefined && Object.hasOwn(commands, action));
}

function actionsOf({ commands }: DraftService): string[] {
  return ['kill', ...Object.keys(commands ?? {})];
}
