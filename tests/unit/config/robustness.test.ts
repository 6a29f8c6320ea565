import fc from 'fast-check';
import { interpretConfig } from '../../../src/config/load.ts';
import { configSchema } from '../../../src/config/schema.ts';
import { ConfigError } from '../../../src/errors.ts';

const service = configSchema.properties.processes.additionalProperties.properties;
const names = [
  ...Object.keys(configSchema.properties),
  ...Object.keys(service),
  'start',
  'kill',
  'web',
  '__proto__',
  'constructor',
  '',
  '/',
  '~',
];

/** Documents that use our own words in all the wrong places. */
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...names),
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('document'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' })), tie('document'), {
      maxKeys: 6,
    }),
  ),
}));

const anyService = fc.record(
  Object.fromEntries(Object.keys(service).map((option) => [option, fc.oneof(document, fc.constant('x'))])),
  { requiredKeys: [] },
);

function expectConfigOrConfigError(text: string): void {
  try {
    expect(interpretConfig(text, '/srv/config.json').services.length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(error.hint).not.toBe('');
  }
}

test('no JSON document makes loading fail otherwise than in words that are safe on a terminal', () => {
  fc.assert(
    fc.property(document, (value) => expectConfigOrConfigError(JSON.stringify(value) ?? 'null')),
    { numRuns: 500 },
  );
});

test('neither does a config of which any option is anything', () => {
  const config = fc.record(
    { processes: fc.dictionary(fc.constantFrom('web', 'db', 'a b'), anyService), defaults: anyService },
    { requiredKeys: ['processes'] },
  );
  fc.assert(
    fc.property(config, (value) => expectConfigOrConfigError(JSON.stringify(value))),
    { numRuns: 200 },
  );
});

test('neither does a text that is nearly JSON', () => {
  const sound =
    '{ "processes": { "web": { "heartbeat_path": "x", "commands": { "start": ["a", "b"] }, "kill_timeout": 1.5 } } } // end';
  const piece = fc.oneof(
    fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ',',
      ':',
      '//',
      '/*',
      '*/',
      '\\',
      '\u0000',
      '\n',
      '-',
      '1e',
      '\ud800',
    ),
    fc.string({ unit: 'binary' }),
  );
  const damage = fc.tuple(fc.nat(sound.length), fc.nat(4), piece);
  fc.assert(
    fc.property(damage, ([at, cut, insert]) =>
      expectConfigOrConfigError(sound.slice(0, at) + insert + sound.slice(at + cut)),
    ),
    { numRuns: 2000 },
  );
});

test('nor does a step that is nothing at all', () => {
  expectConfigOrConfigError('{"processes": {"web": {"recovery_actions": [null]}}}');
});
