// What better-sqlite3 asks of bindings: its addon. There is only one place to look for it, so that Node need not.
const { join } = require('node:path');
const { folder } = require('./sqlite-package.cjs');

module.exports = (name) => {
  const addon = { exports: {} };
  process.dlopen(addon, join(folder, 'build/Release', name));
  return addon.exports;
};
