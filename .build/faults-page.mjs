// Makes docs/faults.md: the catalogue of faults, each with the titles of the tests that begin with its id.
import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE } from '../tests/faults/catalogue.mjs';

const FOLDERS = ['tests', 'heartbeat-writer/tests'];
// A title stands in quotes as the first argument, or as the first of a row of `test.each`, or is called so; it may begin with several ids.
const TITLE =
  /^\s*(?:(?:test|it|describe)\S*\(\s*|\]\)\(\s*|title:\s*)?\[?\s*(['"`])([A-Z]\d+(?: [A-Z]\d+)*) (.*?)\1[,:]/gm;

const HEAD = `# Faults

What can go wrong, and what we hold against it. Each line is the title of a test, or says why there is none, or what the tests leave out. This page is made of the
tests' titles (\`node .build/generate.mjs\`).
`;

/** The page. Throws when a row has neither a test nor a reason, and when a title names no row; when strict, also for one that says little. */
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
  const all = [...ids].length;
  const tested = [...ids].filter((id) => held.has(id)).length;
  const sections = CATALOGUE.map(
    ({ title, rows }) => `\n## ${title}\n\n${rows.map((row) => section(row, held)).join('\n')}\n`,
  );
  return `${HEAD}\n${tested} of ${all} rows have a test.\n${sections.join('')}`;
}

function section([id, fault, reason], held) {
  const titles = held.get(id) ?? [];
  const told = titles.map(({ title, file }) => `  - ${title} (\`${file}\`)`);
  if (titles.length === 0 && reason === undefined)
    throw new Error(
      `tests/faults/catalogue.mjs: ${id} has neither a test nor a reason; expected one of them.`,
    );
  if (reason !== undefined) told.push(`  - ${titles.length === 0 ? 'No test.' : 'Left out.'} ${reason}`);
  return [`- **${id}** ${fault}`, ...told].join('\n');
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
