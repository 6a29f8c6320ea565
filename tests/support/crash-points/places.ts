// How the files that an invocation uses are named so that they are the same on every stage: those in the stage's folder, some of
// the machine's, and what the kernel tells of each of the cast, whatever pid and cookie it has been given.

import { enclosureOf } from '../../../src/core/cookie.ts';
import type { Actor } from '../scene-processes.ts';
import type { Stage } from './stage.ts';

/** Of the machine: what is looked at whoever runs there. `{web-1}` stands for a pid or cookie. */
const OF_MACHINE =
  /^\/proc$|^\/proc\/(uptime|self\/mountinfo|sys\/kernel\/random\/boot_id|\{[\w-]+\}\/\w+)$|^\/sys\/fs\/cgroup(?!.*watchdog-\w)/;

/** The name of a file; undefined for one that is not looked at on every stage. */
export function placeOf(path: string, stage: Stage): string | undefined {
  if (path.startsWith(`${stage.folder}/`)) return path.slice(stage.folder.length + 1);
  const place = namesOf(stage).reduce((text, [name, meant]) => text.replace(meant, name), path);
  return OF_MACHINE.test(place) ? place : undefined;
}

/** Where the file of that name lies on a stage. */
export function pathOf(place: string, stage: Stage): string {
  if (isInStage(place)) return stage.path(place);
  return namesOf(stage).reduce((text, [name, meant]) => text.replace(name, meant), place);
}

/** Whether it lies in the stage's folder, and is not the machine's. */
export function isInStage(place: string): boolean {
  return !place.startsWith('/');
}

/** What stands in names for what differs from stage to stage. */
function namesOf({ bystander, incumbents }: Stage): readonly (readonly [name: string, meant: string])[] {
  const cast: readonly (readonly [string, Actor])[] = [
    ['bystander', bystander],
    ...incumbents.map((actor, index) => [`web-${index + 1}`, actor] as const),
  ];
  return cast.flatMap(
    ([
      name,
      {
        pid,
        env: { WATCHDOG_INSTANCE: cookie },
      },
    ]) => [
      [`/proc/{${name}}/`, `/proc/${pid}/`] as const,
      ...(cookie === undefined ? [] : [[`watchdog-{${name}}`, `watchdog-${enclosureOf(cookie)}`] as const]),
    ],
  );
}
