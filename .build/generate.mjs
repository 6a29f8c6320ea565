// Derives what must agree with its source: from src/config/schema.ts the compiled validator, config.schema.json for editors and
// the table in docs/configuration.md; from the titles of the tests docs/faults.md. With --check nothing is written, and a committed file that is out of date fails.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compileValidator } from './compile-validator.mjs';
import { configurationTables } from './configuration-tables.mjs';
import { countTested, faultsPage } from './faults-page.mjs';
import { publishedSchema } from './published-schema.mjs';

const root = new URL('../', import.meta.url);
const inRoot = (path) => fileURLToPath(new URL(path, root));
const isCheck = process.argv.includes('--check');
const REFRESH = 'node .build/generate.mjs';

async function loadSources() {
  const contents = [
    'schema',
    'checks/every-check',
    'options/channels',
    'describe-schema',
    'text-schemas',
  ].map((file) => `export * from './src/config/${file}.ts';`);
  const { outputFiles } = await build({
    stdin: { contents: contents.join('\n'), resolveDir: inRoot('.') },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

async function readIfThere(path) {
  return readFile(inRoot(path), 'utf8').catch(() => '');
}

function between(document, tables) {
  const marks = /(<!-- generated: begin[^>]*-->\n)[\s\S]*?(\n<!-- generated: end -->)/;
  if (!marks.test(document))
    throw new Error('docs/configuration.md: found no generated section; expected its two markers.');
  return document.replace(marks, (_, begin, end) => `${begin}\n${tables}${end}`);
}

async function generate() {
  const sources = await loadSources();
  const schema = publishedSchema(sources);
  return [
    { path: 'src/config/validate.generated.js', committed: false, text: compileValidator(schema) },
    { path: 'config.schema.json', committed: true, text: `${JSON.stringify(schema, undefined, 2)}\n` },
    {
      path: 'docs/configuration.md',
      committed: true,
      text: between(await readIfThere('docs/configuration.md'), configurationTables(sources)),
    },
    { path: 'docs/faults.md', committed: true, text: faultsPage(root, { isStrict: isCheck }) },
  ];
}

if (isCheck) console.log(countTested(root));
for (const { path, committed, text } of await generate()) {
  if ((await readIfThere(path)) === text) continue;
  if (!isCheck) {
    await writeFile(inRoot(path), text);
    console.log(`${path}: written.`);
  } else if (committed) {
    console.error(
      `${path}: found an old version; expected what its source says. Run \`${REFRESH}\` and commit it.`,
    );
    process.exitCode = 1;
  }
}
