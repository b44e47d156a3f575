import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const KNOWN = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
];

/** How tests start it: in a container, without what it would fetch by itself. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium of the system, or the one that Playwright has downloaded. */
export function findBrowser(): string | undefined {
  return KNOWN.find((file) => file !== undefined && existsSync(file));
}

// `npm test` runs this file first: where there is no browser, it installs one, from the system's packages or by Playwright.
if (import.meta.main && !findBrowser()) {
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const command = asRoot ? 'apt-get update -qq && apt-get install -y -qq chromium' : 'npx playwright install chromium';
  console.log(`No browser found; ${command}`);
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0 || !findBrowser()) {
    console.error('No browser for the end-to-end tests: install Chromium, or name one in the variable CHROMIUM.');
    process.exit(1);
  }
}
