// Whether the record is whole.

import { damageIn } from '../../store/integrity.ts';
import { readRecord } from '../reader-of.ts';
import { fault, type Patient, type Symptom, sound } from './symptom.ts';

/** The database. */
export function examineDatabase({ config }: Patient): readonly Symptom[] {
  const { reader, problem } = readRecord(config);
  reader?.close();
  if (problem !== undefined)
    return [fault('database', problem.message, problem.hint ?? 'Look at that file.')];
  if (reader === undefined)
    return [sound('database', `${config.dbPath}: not there yet; the first check makes it`)];
  const damage = damageIn(config.dbPath);
  if (damage === undefined) return [sound('database', `${config.dbPath}: it is whole`)];
  return [
    fault(
      'database',
      `${config.dbPath}: ${damage}; expected a database that is whole`,
      'Move it away while no check runs: the next one begins anew, and only observes at first. Every "off" is forgotten then.',
    ),
  ];
}
