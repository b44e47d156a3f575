import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // @supabase/lite writes each refusal of the database to the console; the tests look at the answers.
    // One for each of two cores: by itself Vitest leaves one of them to other work.
    maxWorkers: 2,
    onConsoleLog: (log, type) => !(type === 'stderr' && /^(PostgresError|Error: \{"code")/.test(log)),
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: ['{lib,components,app}/**/*.test.{ts,tsx}'],
          exclude: ['lib/studio/embedded/**'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['supabase/tests/**/*.test.ts'],
          globalSetup: 'supabase/tests/support/global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'house', include: ['bin/house/*.test.ts'], exclude: ['bin/house/*.slow.test.ts'] } },
      {
        test: {
          name: 'processes',
          include: ['lib/studio/embedded/**/*.test.ts', 'bin/house/*.slow.test.ts'],
          globalSetup: 'lib/studio/embedded/build.setup.ts',
          // They start whole studios: one after the other, or two cores are not enough for honest time-outs.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
