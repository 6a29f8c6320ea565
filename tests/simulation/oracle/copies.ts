// I2: nothing is started beside what lives. I10: nothing is started that is off, and when a stop is answered nothing lives.

import { holdersOfCookies, name, type Witness } from './witness.ts';

/** Judges a start that is about to be made. */
export function checkStart(key: string, witness: Witness): void {
  const living = holdersOfCookies(key, witness);
  if (living.length > 0) witness.findings.violate('I2', `${key} is started beside ${name(living)}`);
  const [row] = witness.record.rows<{ desired: string }>('SELECT desired FROM services WHERE key = ?', key);
  if (row?.desired === 'off') witness.findings.violate('I10', `${key} is started though it is off`);
}

/** Judges the answer to an `off`. */
export function checkStopped(key: string, witness: Witness): void {
  const living = holdersOfCookies(key, witness);
  if (living.length > 0) witness.findings.violate('I10', `${key} was stopped, and ${name(living)} lives on`);
}
