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
  return `// Generated from src/config/schema.ts. Do not edit.\n${text}\n`;
}
