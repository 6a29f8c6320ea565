// How the tests run: TypeScript through swc, native ES modules, one folder at a time where real processes are involved.
export default {
  rootDir: '..',
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/heartbeat-writer/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/tests/before-all.mjs',
  globalTeardown: '<rootDir>/tests/after-all.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
};
