// The doors that only show once types are erased: what a room takes as a type costs nothing and binds nothing. Run on a
// copy of src without its types, see .build/check.mjs.
import directions from './.dependency-cruiser.mjs';

/** A room takes only types from another one: it is handed the real thing. */
const asTypesOnly = (from, to, why) => ({
  name: `${from}-takes-only-types-of-${to}`,
  comment: why,
  severity: 'error',
  from: { path: `(^|/)src/${from}/` },
  to: { path: `(^|/)src/${to}/` },
});

/** A package enters the house through one door. */
const oneDoor = (name, rooms, why) => ({
  name: `${name}-has-one-door`,
  comment: why,
  severity: 'error',
  from: { path: '(^|/)src/', pathNot: `(^|/)src/(${rooms})` },
  to: { path: `(^|/)(node_modules/)?${name}(/|$)`, pathNot: '(^|/)src/' },
});

export default {
  forbidden: [
    asTypesOnly('core', 'config', 'Core is told what is configured; it loads nothing.'),
    asTypesOnly('probes', 'config', 'A probe is told what to look at.'),
    asTypesOnly('host', 'core', 'The host does what it is told; what to do is decided elsewhere.'),
    asTypesOnly('channels', 'core', 'A channel delivers; it does not judge.'),
    asTypesOnly('store', 'core', 'The store remembers; it does not judge.'),
    asTypesOnly(
      'supervision',
      'host',
      'The machine is passed in, so that supervision can be tested with another one.',
    ),
    asTypesOnly('supervision', 'store', 'The record is passed in.'),
    asTypesOnly('supervision', 'config', 'The config is passed in.'),
    oneDoor('better-sqlite3', 'store/', 'All SQL is in the store.'),
    oneDoor('(execa|ps-list|proper-lockfile)', 'host/', 'All that is done to the machine is in the host.'),
    oneDoor('ajv', 'config/', 'Validation belongs to the config; at run time it is compiled.'),
    oneDoor(
      're2js',
      'safe-pattern',
      'Patterns are searched for by one engine, and only as large as it bears.',
    ),
    oneDoor('yargs', 'cli/', 'Words of the command line are read at the front door only.'),
  ],
  options: { ...directions.options, tsPreCompilationDeps: false },
};
