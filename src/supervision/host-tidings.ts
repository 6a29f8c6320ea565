// What is noteworthy about the host at a tick: its clocks, a mass failure, its troubles, groups that were given up. Each is told once, and that it is over.

import type { BrakeState } from '../core/brake-state.ts';
import { BUDGET } from '../core/budget.ts';
import type { Trouble } from '../core/host-trouble.ts';

/** The brakes before and after a tick, and what became of the clocks. */
export interface HostOccasion {
  readonly clock: 'stepped' | 'slept' | undefined;
  readonly brakesBefore: BrakeState;
  readonly brakes: BrakeState;
}

/** Kinds of events, and what they say. */
export function hostTidings({ clock, brakesBefore, brakes }: HostOccasion): readonly [string, string][] {
  const told: [string, string][] = [];
  if (clock === 'stepped')
    told.push(['clock_step', 'the wall clock was stepped: no living service is restarted at this tick']);
  if (clock === 'slept')
    told.push(['clock_step', 'the host slept: no living service is restarted at this tick']);
  if (brakes.incident !== undefined && brakesBefore.incident === undefined)
    told.push([
      'mass_failure',
      'most living services went bad at once: one is tried first, then more as they come back',
    ]);
  told.push(...troubleTidings(brakesBefore.troubles, brakes.troubles));
  for (const [name, { restarts }] of Object.entries(brakes.groups))
    if (restarts.givenUpRung !== undefined && brakesBefore.groups[name]?.restarts.givenUpRung === undefined)
      told.push([
        'given_up',
        `the group ${name} was restarted too often: from now on it is only tried slowly`,
      ]);
  return told;
}

const ROOM = 'the next restart need not wait any more';
function troubleTidings(before: readonly Trouble[], after: readonly Trouble[]): readonly [string, string][] {
  return [
    ...newOnes(before, after).map(({ name, detail }): [string, string] =>
      isBudget(name) ? ['budget_spent', detail] : ['host_trouble', `${detail}; ${HELD}`],
    ),
    ...newOnes(after, before).map(({ name, detail }): [string, string] => [
      'host_relief',
      isBudget(name) ? `${name}: ${ROOM}` : `${name}: that is over: ${detail}`,
    ]),
  ];
}

function isBudget(name: string): boolean {
  return name.startsWith(BUDGET);
}

const HELD = 'meanwhile nothing is restarted for it that lives';

/** Those that were not there before, by their names. */
export function newOnes(before: readonly Trouble[], after: readonly Trouble[]): readonly Trouble[] {
  return before === after ? [] : after.filter(({ name }) => !before.some((one) => one.name === name));
}
