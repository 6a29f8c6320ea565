// What `import.meta` is in a bundle that is no ES module: yargs and ps-list ask where they lie. Told when it is asked, for a
// healthy tick asks not.
import { pathToFileURL } from 'node:url';

export const importMeta = {
  get url() {
    return pathToFileURL(__filename).href;
  },
};
