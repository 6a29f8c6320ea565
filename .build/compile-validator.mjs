// Compiles the schema into a module of plain code, so that no tick ever loads ajv.
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';

/** The text of an ES module that exports `validate` and imports nothing. */
export function compileValidator(schema) {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    messages: false,
    discriminator: true,
    // Parts of the schema stay functions of their own, so that what a config does not use is never compiled.
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema(schema, 'config');
  const text = standaloneCode.default(ajv, { validate: 'config' });
  if (/\brequire\(/.test(text))
    throw new Error('The validator wants ajv when it runs; expected plain code. Change the schema.');
  return `// Generated from src/config/schema.ts. Do not edit.\n${withoutCopies(text)}\n${APPEND}`;
}

const COPIES = /vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\)/g;
const APPEND = `function append(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}
`;

/** Copied at each part, the errors of a file with thousands of mistakes would take seconds. */
function withoutCopies(text) {
  if (!COPIES.test(text)) throw new Error('The validator gathers errors in another way; expected copies.');
  return text.replaceAll(COPIES, 'append(vErrors, $1.errors)');
}
