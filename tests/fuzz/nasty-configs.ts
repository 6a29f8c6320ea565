// Configs of 64 KiB that are made to keep whoever checks them busy: mistake after mistake, name after name that is nearly right.

const MOST_BYTES = 64 * 1024;

/** As many parts as fit, between a beginning and an end. */
function filled(head: string, part: (index: number) => string, tail: string): string {
  const parts: string[] = [];
  let bytes = head.length + tail.length;
  for (let index = 0; bytes + part(index).length + 1 < MOST_BYTES; index += 1) {
    parts.push(part(index));
    bytes += part(index).length + 1;
  }
  return head + parts.join() + tail;
}

const service = (key: string, more = '') =>
  `"${key}":{"heartbeat_path":"${key}","commands":{"start":"x"}${more}}`;
const services = (count: number) => Array.from({ length: count }, (_, index) => service(`s${index}`)).join();
const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `"${prefix}${index}"`).join();
const ONE = '{"processes":{"a":{"heartbeat_path":"x","commands":{"start":"x"},';
const LONG = 'c'.repeat(80);

/** Each by what is too much of in it. */
export const CONFIGS: Readonly<Record<string, string>> = {
  'unknown options': filled('{', (index) => `"a${index}":1`, '}'),
  'copies of one name': filled('{', () => '"a":1', '}'),
  'empty services': filled('{"processes":{', (index) => `"s${index}":{}`, '}}'),
  'services that are none': filled('{"processes":{', (index) => `"s${index}":1`, '}}'),
  'mistyped options': filled('{"processes":{', (index) => `"s${index}":{"timeuot":1}`, '}}'),
  'actions of a wrong kind': filled(`${ONE}"recovery_actions":[`, () => '1', ']}}}'),
  'unknown dependencies': filled(`${ONE}"depends_on":[`, (index) => `"s${index}"`, ']}}}'),
  'dependencies nearly known': filled(
    '{"processes":{',
    (index) => service(`s${index}`, `,"depends_on":["s${index}x"]`),
    '}}',
  ),
  'names to choose from': `${ONE}"depends_on":[${names(900, 'q')}]},${services(950)}}}`,
  'long names': `${ONE}"recovery_actions":[${names(300, LONG)}],"disabled_actions":[${names(300, `${LONG}d`)}]}}}`,
  'shared actions that are none': `{"defaults":{"disabled_actions":[${names(3000, 'q')}]},"processes":{${services(600)}}}`,
  'names written twice, deep down': `${'{"a":'.repeat(4000)}{${'"a":1,'.repeat(3000)}"a":1}${'}'.repeat(4000)}`,
  'names written twice, ever deeper': `${'{"a":1,"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  'links of a chain': filled(
    '{"processes":{',
    (index) => service(`s${index}`, `,"depends_on":["s${index + 1}"]`),
    '}}',
  ),
};
