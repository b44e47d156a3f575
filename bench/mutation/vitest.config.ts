import { defineConfig } from 'vitest/config';

// What mutants are tried against: the unit tests of lib, without anything that starts a server.
export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts'],
    exclude: ['lib/studio/embedded/**', '**/node_modules/**'],
    testTimeout: 30_000,
  },
});
