// The package of SQLite beside this bundle.
const { findSqlite } = require('../../src/store/find-sqlite.ts');

module.exports = findSqlite(__dirname);
