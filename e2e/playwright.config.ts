import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './browser.ts';

/** `npx playwright test -c e2e/playwright.config.ts`: starts studios of its own, runs every spec, stops them. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  // A studio for each worker (global-setup.ts): two specs run side by side, the tests of a spec in order.
  workers: process.env.E2E_BASE_URL ? 1 : Number(process.env.E2E_WORKERS ?? 2),
  // A hundred journeys in a real browser on a busy machine: one that fails once runs once more, and is listed as flaky, which is a fault to mend.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  // The journey from the import to what readers get belongs to every run of the tests; all the other specs are a run of their own.
  projects: [
    { name: 'journey', testMatch: 'journey.spec.ts' },
    { name: 'browser', testIgnore: 'journey.spec.ts' },
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // What moves into place costs every click the wait until it stands still.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // Recording every step costs a quarter of the time: E2E_TRACE=1 does it for a test that fails and does not say why.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: BROWSER_ARGS,
    },
  },
});
