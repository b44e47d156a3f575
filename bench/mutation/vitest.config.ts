import { defineConfig } from 'vitest/config';

const { MUTATION_TESTS = 'lib', MUTATION_WITHOUT = '' } = process.env;

// What mutants of a room are tried against: the unit tests of the room itself. That another room's tests would notice, too, is
// no reason for a room to leave something untested, and would take hours for what stands in base.
export default defineConfig({
  test: {
    include: [`${MUTATION_TESTS}/**/*.test.ts`],
    exclude: [
      'lib/studio/embedded/**',
      '**/node_modules/**',
      ...MUTATION_WITHOUT.split(',')
        .filter(Boolean)
        .map((folder) => `${folder}/**`),
    ],
    // Whole courses say little that the cases before them do not, and take seconds a mutant.
    testNamePattern: /^(?!.*every lesson of the demo course)/,
    setupFiles: 'bench/mutation/setup.ts',
    testTimeout: 120_000,
  },
});
