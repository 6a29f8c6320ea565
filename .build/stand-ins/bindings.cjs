// What better-sqlite3 asks of bindings: its addon. There is only one place to look for it.
const { dirname, join } = require('node:path');

module.exports = (name) =>
  require(join(dirname(require.resolve('better-sqlite3/package.json')), 'build/Release', name));
