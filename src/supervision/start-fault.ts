// Why a service could not be started, as far as that can be told without starting it.

import type { Member } from '../core/groups.ts';
import { treeOf } from '../core/tree.ts';
import type { Host } from '../host/host.ts';
import { giversOf } from './givers.ts';
import { seeProcesses } from './see-processes.ts';
import { type RunTerms, runSpec } from './steps/run-spec.ts';

/** A start that is only thought of. */
export interface StartInMind extends Pick<RunTerms, 'service' | 'recovery'> {
  readonly world: RunTerms['world'] & { readonly host: Pick<Host, 'findStartFault'> };
}

/** With what a pass looks. */
interface View {
  readonly config: RunTerms['world']['config'];
  readonly host: Pick<Host, 'findStartFault' | 'processTable' | 'uid' | 'uidOf'>;
}

/** Nothing is started with it. */
const NO_MARK = { WATCHDOG_INSTANCE: '', WATCHDOG_STARTED: '' };

/** Why a start would fail; `ended` are processes that will be gone by then. */
export function startFaultOf(
  { service, recovery, world }: StartInMind,
  ended: readonly number[],
): string | undefined {
  const spec = runSpec({ service, recovery, step: { action: 'start' }, world }, NO_MARK, service.key);
  return world.host.findStartFault(spec, { ports: service.listens, ended });
}

/** The same for a service whose recovery has only been decided. */
export function startFaultOfMember({ service, state, decision }: Member, view: View): string | undefined {
  const { action } = decision;
  if (action.kind !== 'recover') return undefined;
  const seen = seeProcesses(view.host);
  if (seen.kind === 'unknown') return undefined;
  const { instance } = state;
  const roots = { instance, cookies: [], givers: giversOf(service, instance, view.host) };
  const ended = treeOf(roots, seen.table).map(({ pid }) => pid);
  return startFaultOf({ service, recovery: action.plan, world: view }, ended);
}
