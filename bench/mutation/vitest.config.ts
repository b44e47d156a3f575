import { defineConfig } from 'vitest/config';

// What mutants of a room are tried against: the unit tests of the room itself. That another room's tests would notice, too, is
// no reason for a room to leave something untested, and would take hours for what stands in base.
export default defineConfig({
  test: {
    include: [`lib/${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: ['lib/studio/embedded/**', '**/node_modules/**'],
    testTimeout: 120_000,
  },
});
