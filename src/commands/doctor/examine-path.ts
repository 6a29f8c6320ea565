// Whether what is found here is found under cron, too: it knows another PATH, and another HOME.

import { userInfo } from 'node:os';
import type { Service } from '../../config/config.ts';
import { argvOf } from '../../core/argv.ts';
import { shellWords } from '../../core/install/shell-word.ts';
import { ownPath } from '../../host/own-path.ts';
import { locate } from '../../host/spawn-fault.ts';
import { type Patient, type Symptom, sound, warning } from './symptom.ts';

/** What cron gives to a line that says nothing itself. */
const USUAL_PATH = '/usr/bin:/bin';

/** PATH and HOME, here and there. */
export function examinePath(patient: Patient): readonly Symptom[] {
  return [...pathOf(patient), ...homeOf(patient)];
}

function pathOf({ config, surroundings, cron }: Patient): readonly Symptom[] {
  const there = pathIn(cron.line);
  const here = ownPath(surroundings.env);
  const different = config.services.flatMap((service) =>
    namesIn(service)
      .filter((name) => placeOf(name, service, here) !== placeOf(name, service, there))
      .map((name) =>
        toldOf(service, name, { here: placeOf(name, service, here), there: placeOf(name, service, there) }),
      ),
  );
  return different.length > 0
    ? different
    : [sound('path', 'PATH: under cron every program of a command is the same as here')];
}

function pathIn(line: string | undefined): string {
  const said = line && shellWords(line).find((word) => word.startsWith('PATH='));
  return said ? said.slice('PATH='.length) : USUAL_PATH;
}

/** The programs of its commands that are looked for by PATH, where the service gives no PATH of its own. */
function namesIn({ commands, env, enabled }: Service): readonly string[] {
  if (!enabled || env.PATH !== undefined) return [];
  const names = Object.values(commands).flatMap((command) => argvOf(command)[0] ?? []);
  return [...new Set(names)].filter((name) => !name.includes('/'));
}

function placeOf(name: string, { cwd }: Service, path: string): string | undefined {
  return locate(name, { cwd, path });
}

type Places = Readonly<Record<'here' | 'there', string | undefined>>;

function toldOf({ key }: Service, name: string, { here, there }: Places): Symptom {
  const found = `${key}: ${name} is ${here ?? 'found nowhere'} here, and ${there ?? 'found nowhere'} under cron; expected the same`;
  return warning(
    'path',
    found,
    'Write its whole path, give the service a PATH in `env`, or do `watchdog cron install` from here.',
  );
}

function homeOf({ surroundings: { env } }: Patient): readonly Symptom[] {
  const { homedir } = userInfo();
  if (env.HOME === undefined || env.HOME === homedir) return [];
  const found = `HOME: it is ${env.HOME} here, and ${homedir} under cron; expected the same`;
  return [warning('home', found, 'Give services that need it a HOME in `env`.')];
}
