// The doors between the rooms (docs/architecture.md). Each rule says why it is there.

const rooms = 'core|config|host|probes|channels|store|supervision|commands|cli';

/** A room may be imported by itself and by those named; all others are refused. */
const closed = (room, { except, why, typesOnly = [] }) => ({
  name: `${room}-is-closed`,
  comment: why,
  severity: 'error',
  from: { path: `^src/(${rooms})/`, pathNot: `^src/(${[room, ...except, ...typesOnly].join('|')})/` },
  to: { path: `^src/${room}/` },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What depends on itself cannot be read from the top.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'core-knows-no-machine',
      comment: 'What is decided must not depend on where it is decided: no builtin, no package.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'] },
    },
    {
      name: 'core-knows-no-room',
      comment: 'Core is told; it asks nobody. Of the config it knows the types.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/(core|config)/' },
    },
    {
      name: 'health-score-decides-nothing',
      comment:
        'It is for eyes and alerts: a mixture of measures hides which of them is bad. Reports may show it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/commands/report-services\\.ts$' },
      to: { path: '^src/core/health-score\\.ts$' },
    },
    closed('config', {
      except: ['commands'],
      typesOnly: ['core', 'probes', 'channels', 'supervision'],
      why: 'Only a command loads the config; others are handed it.',
    }),
    closed('host', {
      except: ['commands', 'probes'],
      typesOnly: ['supervision'],
      why: 'Only a command makes a host; supervision is handed it.',
    }),
    closed('store', {
      except: ['commands'],
      typesOnly: ['supervision', 'probes'],
      why: 'Only a command opens the record; supervision is handed it.',
    }),
    {
      name: 'probes-ask-the-store-one-thing',
      comment:
        'A probe may ask a number of somebody else’s database. Which program does that, read-only and in a process of its own, only the store says: there alone SQLite is known.',
      severity: 'error',
      from: { path: '^src/probes/' },
      to: { path: '^src/store/', pathNot: '^src/store/number-query\\.ts$' },
    },
    closed('channels', {
      except: ['commands', 'supervision'],
      why: 'Only who knows why something is told has it delivered.',
    }),
    {
      name: 'channels-know-no-reason',
      comment: 'A channel delivers a text, whatever it says: of the house it knows the words and the errors.',
      severity: 'error',
      from: { path: '^src/channels/' },
      to: {
        path: '^src/',
        pathNot: '^src/(channels|core|errors|own-file)|^src/config/(command|alerts/channel)',
      },
    },
    closed('supervision', { except: ['commands'], why: 'The story is told by commands only.' }),
    closed('commands', { except: ['cli'], why: 'A verb is called by the front door only.' }),
    closed('cli', { except: [], why: 'Nobody calls the front door from inside.' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated\\.' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
