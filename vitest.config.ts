import path from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { serverActions } from './components/testing/server-actions.ts';
import { BROWSER_ARGS, findBrowser } from './e2e/browser.ts';

export default defineConfig({
  test: {
    // One for each of two cores: by itself Vitest leaves one of them to other work.
    maxWorkers: 2,
    // @supabase/lite writes each refusal of the database to the console; the tests look at the answers.
    onConsoleLog: (log, type) => !(type === 'stderr' && /^(PostgresError|Error: \{"code")/.test(log)),
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: ['{lib,components,app}/**/*.test.{ts,tsx}'],
          exclude: ['lib/studio/embedded/**', '**/*.browser.test.{ts,tsx}'],
        },
      },
      {
        plugins: [serverActions()],
        // What the components import is made ready before the first test: found later, it would load all of them anew.
        optimizeDeps: {
          entries: ['components/**/*.{ts,tsx}', '!**/*.test.{ts,tsx}'],
          include: ['axe-core', 'scorm-again'],
          exclude: ['mermaid'],
        },
        test: {
          name: 'components',
          include: ['components/**/*.browser.test.{ts,tsx}'],
          setupFiles: 'components/testing/setup.ts',
          testTimeout: 15_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGS },
              contextOptions: { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' },
            }),
          },
        },
      },
      {
        // Tests stand on the server, and load what only Next.js does otherwise.
        resolve: { alias: { 'server-only': path.resolve('node_modules/server-only/empty.js') } },
        test: {
          name: 'database',
          include: ['supabase/tests/**/*.test.ts'],
          globalSetup: 'supabase/tests/support/global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // With programs of other people, see contracts/install.ts.
      { test: { name: 'contracts', include: ['contracts/*.test.ts'], testTimeout: 60_000 } },
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
