// Makes docs/faults.md: the catalogue of faults, each with its promise and the titles of the tests that begin with its id.
import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE } from '../tests/faults/catalogue.mjs';
import { PROMISES } from '../tests/faults/promises.mjs';

const FOLDERS = ['tests', 'heartbeat-writer/tests'];
// A title stands in quotes as the first argument, or as the first of a row of `test.each`, or is called so; it may begin with several ids.
const TITLE =
  /^\s*(?:(?:test|it|describe)\S*\(\s*|\]\)\(\s*|title:\s*)?\[?\s*(['"`])([A-Z]\d+(?: [A-Z]\d+)*) (.*?)\1[,:]/gm;

const HEAD = `# Faults

What can go wrong → what we promise for it, and beneath, what holds us to that: the title of a test, or why there is none, or what the tests
leave out. I1 to I10 are the promises at the end of the page. It is made of the tests' titles (\`node .build/generate.mjs\`).
`;

const PROMISE = /^I\d/;

/** How many rows have a test: of what can go wrong, and of what is promised whatever happens. */
export function countTested(root) {
  const held = titlesById(root);
  const ids = CATALOGUE.flatMap(({ rows }) => rows.map(([id]) => id));
  const told = (all) => `${all.filter((id) => held.has(id)).length} of ${all.length}`;
  const faults = ids.filter((id) => !PROMISE.test(id));
  const promises = ids.filter((id) => PROMISE.test(id));
  return `${told(faults)} faults, and ${told(promises)} promises that hold whatever happens, have a test.`;
}

/** The page. Throws when a row has neither a test nor a reason, or a reason that the README does not name, or no promise, and when a title names no row; when strict, also for one that says little. */
export function faultsPage(root, { isStrict }) {
  const held = titlesById(root);
  const ids = new Set(CATALOGUE.flatMap(({ rows }) => rows.map(([id]) => id)));
  const vague = [...held.values()].flat().find(({ title }) => /%[a-z]|\$\{/.test(title));
  if (isStrict && vague !== undefined)
    throw new Error(
      `${vague.file}: found the title "${vague.title}"; expected one without a placeholder. Name the row in a describe.`,
    );
  const strays = [...held.keys()].filter((id) => !ids.has(id));
  if (strays.length > 0)
    throw new Error(
      `tests: found titles of ${strays.join(', ')}; expected rows of tests/faults/catalogue.mjs.`,
    );
  assertLeftOutIsTold(readFileSync(new URL('README.md', root), 'utf8'));
  const sections = CATALOGUE.map(
    ({ title, rows }) => `\n## ${title}\n\n${rows.map((row) => section(row, held)).join('\n')}\n`,
  );
  return `${HEAD}\n${countTested(root)}\n${sections.join('')}`;
}

/** Who does not read the page of faults must hear of it too. */
function assertLeftOutIsTold(readme) {
  const untold = CATALOGUE.flatMap(({ rows }) => rows).find(
    ([id, , reason]) => reason !== undefined && !new RegExp(`\\[[^\\]]*\\b${id}\\b`).test(readme),
  );
  if (untold !== undefined)
    throw new Error(
      `README.md: found nothing of ${untold[0]}; expected it in "What it is not", for it is left out. Say so there.`,
    );
}

function section([id, fault, reason], held) {
  const titles = held.get(id) ?? [];
  const told = titles.map(({ title, file }) => `  - ${title} (\`${file}\`)`);
  if (titles.length === 0 && reason === undefined)
    throw new Error(
      `tests/faults/catalogue.mjs: ${id} has neither a test nor a reason; expected one of them.`,
    );
  if (PROMISES[id] === undefined)
    throw new Error(`tests/faults/promises.mjs: found nothing for ${id}; expected what is promised.`);
  if (reason !== undefined) told.push(`  - ${titles.length === 0 ? 'No test.' : 'Left out.'} ${reason}`);
  return [`- **${id}** ${fault} → ${PROMISES[id]}`, ...told].join('\n');
}

function titlesById(root) {
  const held = new Map();
  for (const file of FOLDERS.flatMap((folder) => testsIn(root, folder))) {
    for (const [, , ids, title] of readFileSync(new URL(file, root), 'utf8').matchAll(TITLE)) {
      for (const id of ids.split(' ')) held.set(id, [...(held.get(id) ?? []), { title, file }]);
    }
  }
  return held;
}

function testsIn(root, folder) {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();
}
