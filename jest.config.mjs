/** Two projects: rules need nothing; the rest shares one MongoDB and one Kafka that live as long as the run. */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['motcua-source', 'node', 'node-addons'] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.motcua/'],
  modulePathIgnorePatterns: ['<rootDir>/.motcua/'],
};

export default {
  // What hangs ends; how fast a machine is proves nothing.
  testTimeout: 30_000,
  projects: [
    { ...base, displayName: 'rules', testMatch: ['<rootDir>/**/src/**/*.test.ts', '<rootDir>/tooling/**/*.test.ts'] },
    {
      ...base,
      displayName: 'engines',
      testMatch: ['<rootDir>/**/test/**/*.int.test.ts'],
      globalSetup: '<rootDir>/engines/jest-setup.mjs',
      globalTeardown: '<rootDir>/engines/jest-teardown.mjs',
    },
    { ...base, displayName: 'journeys', testMatch: ['<rootDir>/e2e/test/**/*.e2e.test.ts'] },
  ],
};
