// What `import.meta.url` is in a bundle that is no ES module: yargs asks where it lies.
import { pathToFileURL } from 'node:url';

export const importMetaUrl = pathToFileURL(__filename).href;
