// Whether we may go where we must: every part of each path, and room at its end.

import { dirname } from 'node:path';
import type { Config } from '../../config/config.ts';
import { exposureOf, isRoot } from '../../host/exposure.ts';
import { barrierTo, nearestThere, roomAt } from '../../host/place.ts';
import { fault, type Patient, type Symptom, sound, warning } from './symptom.ts';

type Need = Parameters<typeof barrierTo>[1];

/** The paths of the config, and the room that is left there. */
export function examinePlaces({ config }: Patient): readonly Symptom[] {
  const barred = placesOf(config).flatMap(([name, path, need]) => barrier(name, path, need));
  const exposed = isRoot() ? exposures(config) : [];
  const lacking = [...new Set([dirname(config.dbPath), config.logDir])].flatMap(roomIn);
  const all = [...barred, ...exposed, ...lacking];
  return all.length > 0 ? all : [sound('places', 'paths: all can be gone to, and there is room')];
}

function placesOf(config: Config): readonly (readonly [string, string, Need])[] {
  const beats = config.services.flatMap(({ enabled, heartbeatPath }) =>
    enabled && heartbeatPath !== undefined ? [dirname(heartbeatPath)] : [],
  );
  return [
    ['the config', config.path, 'read'],
    ['db_path', dirname(config.dbPath), 'write'],
    ['lock_path', dirname(config.lockPath), 'write'],
    ['log_dir', config.logDir, 'write'],
    ...[...new Set(beats)].map((folder) => ['heartbeats', folder, 'read'] as const),
  ];
}

function barrier(name: string, path: string, need: Need): readonly Symptom[] {
  const found = barrierTo(path, need);
  if (found === undefined) return [];
  return [
    fault(
      'places',
      `${name}: ${found}`,
      'Give us that permission (`chmod`, `chown`), or name another place.',
    ),
  ];
}

function exposures({ path }: Config): readonly Symptom[] {
  const found = exposureOf(path, [0]);
  if (found === undefined) return [];
  return [
    fault(
      'exposed',
      `the config: ${found}; expected that root alone can change it`,
      'Do `chown root` and `chmod go-w` there.',
    ),
  ];
}

const LEAST_BYTES = 100 * 1024 * 1024;
const LEAST_FILES = 1000;

function roomIn(folder: string): readonly Symptom[] {
  const { bytes, files } = roomAt(nearestThere(folder));
  const lacks = [
    ...(bytes < LEAST_BYTES ? [`${Math.floor(bytes / 1024 / 1024)} MiB`] : []),
    ...(files !== undefined && files < LEAST_FILES ? [`${files} files`] : []),
  ];
  if (lacks.length === 0) return [];
  const found = `${folder}: there is room for ${lacks.join(' and ')}; expected more than 100 MiB and ${LEAST_FILES} files`;
  return [
    warning('disk', found, 'Make room: where nothing can be written, nothing is started or ended either.'),
  ];
}
