// I9 and I10 once the machine has been healthy for a while: what is wanted runs, once, and beats; what is off is not there.

import { holdersOfCookies, name, type Witness } from './witness.ts';

interface Row {
  readonly key: string;
  readonly desired: string;
  readonly restarts: string | null;
}

const FRESH_MS = 30_000;

/** Services that were given up, and are tried again only slowly; by the product's own word, which alone excuses nobody. */
export function givenUp({ record, config }: Witness): readonly string[] {
  const [brakes] = record.rows<{ groups: string | null }>(
    "SELECT value ->> 'groups' AS groups FROM meta WHERE name = 'brakes'",
  );
  const groups = Object.entries(JSON.parse(brakes?.groups ?? '{}') as Record<string, unknown>)
    .filter(([, memory]) => JSON.stringify(memory).includes('givenUpRung'))
    .map(([name]) => name);
  const isInOne = (key: string) =>
    config().services.some((one) => one.key === key && groups.includes(one.group ?? ''));
  const rows = record.rows<Row>('SELECT key, desired, restarts FROM services');
  return rows
    .filter(
      ({ key, desired, restarts }) =>
        desired !== 'off' && (restarts?.includes('givenUpRung') || isInOne(key)),
    )
    .map(({ key }) => key);
}

/** Judges how things are; `excused` need not be back yet. */
export function checkLiveness(witness: Witness, late: readonly string[]): void {
  const { record, findings } = witness;
  const excused = withDependents(late, witness);
  const [open] = record.rows("SELECT id FROM requests WHERE status IN ('pending', 'taken')");
  if (open !== undefined) findings.violate('I9', `${JSON.stringify(open)}: nobody has answered that request`);
  for (const { key, desired } of record.rows<Row>('SELECT key, desired, restarts FROM services')) {
    if (desired === 'off') checkAbsent(key, witness);
    else if (!excused.includes(key)) checkPresent(key, witness);
  }
  findings.assertNone();
}

/** Those that are not to be expected, and all that wait for them or for what is off. */
function withDependents(late: readonly string[], { record, config }: Witness): readonly string[] {
  const off = record.rows<Row>("SELECT key FROM services WHERE desired = 'off'").map(({ key }) => key);
  const missing = new Set([...late, ...off]);
  // A service comes after what it depends on.
  for (const { key, dependsOn } of config().services)
    if (dependsOn.some((other) => missing.has(other.key))) missing.add(key);
  return [...missing];
}

function checkAbsent(key: string, witness: Witness): void {
  const living = holdersOfCookies(key, witness);
  if (living.length > 0) witness.findings.violate('I10', `${key} is off, and ${name(living)} lives on`);
}

function checkPresent(key: string, witness: Witness): void {
  const { machine, findings } = witness;
  const living = holdersOfCookies(key, witness);
  const nowMs = machine.clocks.trueMs();
  const isBeating = living.some(
    ({ beats, state }) => state === 'S' && beats?.status === 'running' && beats.nextMs > nowMs - FRESH_MS,
  );
  if (!isBeating) findings.violate('I9', `${key} is not back; there is ${name(living) || 'nothing'}`);
  const cookies = new Set(living.map(({ marks }) => marks.instance));
  if (cookies.size > 1) findings.violate('I2', `${key} lives ${cookies.size} times: ${name(living)}`);
}
