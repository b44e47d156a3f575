import { type Browser, chromium, type Page } from '@playwright/test';
import { createClient } from '@supabase/supabase-js';
import { sessionCookieName } from '#lib/base/data/clients/session-cookies.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core/demo.ts';
import { readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { checkout } from '#lib/studio/processes/studio.ts';
import { ensureBuilt } from '#lib/studio/processes/web-build.ts';
import { BROWSER_ARGS, findBrowser } from '../../e2e/browser.ts';
import { type Bench, figure } from '../report.ts';
import { type Ask, endedCookie, Jar, type Outcome, parallelRequests, restoredTabs, seeded } from './session-rounds.ts';

const ROUNDS = 25;
const TRIES = 8;
const PATHS = ['', '/outline', '/api/members?input=%7B%7D', '/api/people?input=%7B%7D', '/graph', '/search'].map(
  (rest) => `/w/demo${rest}`,
);

/** Sessions whose access token has ended, asked for by many at once; and guessing at the door. */
const attack: Bench = {
  name: 'sessions',
  about: `${ROUNDS} rounds of parallel renewals and of restored tabs against a whole studio, and guessing passwords`,
  run: async (say) => {
    const trial = await Trial.create();
    let browser: Browser | null = null;
    try {
      say('building and starting a studio');
      await ensureBuilt(checkout(), { onBuild: quiet, onWait: quiet, signal: new AbortController().signal });
      await trial.startAndWait(['--empty']);
      const ask: Ask = async (path, cookie) => {
        const answer = await fetch(`${trial.webUrl}${path}`, { headers: { cookie }, redirect: 'manual' });
        await answer.arrayBuffer();
        return {
          status: answer.status,
          location: answer.headers.get('location'),
          cookies: answer.headers.getSetCookie(),
        };
      };
      say('six requests at once');
      const parallel = await rounds(trial, (jar) => parallelRequests(ask, jar, PATHS));
      say('restored tabs');
      const random = seeded(20_261_129);
      const tabs = await rounds(trial, (jar) => restoredTabs(ask, jar, PATHS, random));
      say('guessing passwords');
      browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
      const unknown = await guess(browser, trial.webUrl, '203.0.113.1', (nth) => `nobody-${nth}@example.org`);
      const known = await guess(browser, trial.webUrl, '203.0.113.2', (nth) =>
        demoEmail(nth % 2 === 0 ? 'editor' : 'reviewer'),
      );
      const locked = await lockOut(browser, trial.webUrl);
      const row = (what: string, { requests, signedOut }: Outcome) => ({
        what: `requests signed out: ${what}`,
        figure: figure([signedOut], ''),
        target: { text: 'none', is_met: signedOut === 0 },
        how: `${ROUNDS} rounds, ${requests} requests, one session through all rounds`,
      });
      const apart = Math.abs(figure(known).median - figure(unknown).median);
      return [
        row('six at once', parallel),
        row('three restored tabs and a late one', tabs),
        {
          what: 'a wrong password for an account that there is',
          figure: figure(known),
          reference: { what: 'for one that there is not', figure: figure(unknown) },
          target: { text: 'medians <= 50 ms apart', is_met: apart <= 50 },
          how: `${TRIES} times each on the sign-in page, until its answer began`,
        },
        {
          what: 'refused right passwords of the owner, from elsewhere',
          figure: figure([locked.owner], ''),
          target: { text: 'none, and the guesser is locked out', is_met: locked.owner === 0 && locked.guesser },
          how: 'after 12 wrong ones from one address, the right one from another',
        },
      ];
    } finally {
      await browser?.close();
      await trial.destroy();
    }
  },
};
export default attack;

const quiet = () => undefined;

async function rounds(trial: Trial, round: (jar: Jar) => Promise<Outcome>): Promise<Outcome> {
  const install = await readInstall(trial.dataDir);
  if (!install) throw new Error('no install');
  const api = createClient(`http://127.0.0.1:${trial.env.STUDIO_API_PORT}`, install.publishable_key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await api.auth.signInWithPassword({ email: demoEmail('editor'), password: DEMO_PASSWORD });
  if (error) throw error;
  const jar = new Jar(sessionCookieName({ publishableKey: install.publishable_key }), endedCookie(data.session));
  const sum: Outcome = { requests: 0, signedOut: 0 };
  for (let nth = 0; nth < ROUNDS && jar.isSignedIn; nth++) {
    const { requests, signedOut } = await round(jar);
    sum.requests += requests;
    sum.signedOut += signedOut;
  }
  return sum;
}

async function signInPage(browser: Browser, baseURL: string, address: string): Promise<Page> {
  // A proxy on this machine says for whom it asks; this trial is one.
  const context = await browser.newContext({ baseURL, extraHTTPHeaders: { 'x-forwarded-for': address } });
  const page = await context.newPage();
  await page.goto('/sign-in');
  return page;
}

/** Tries a password and gives how long it took until the page could be used again. */
async function attempt(page: Page, email: string, password: string): Promise<number> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password').fill(password);
  const began = performance.now();
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await answered;
  const took = performance.now() - began;
  // What is pending cannot be pressed, and says so.
  await page.locator('button[type=submit]:not([data-pending])').waitFor();
  return took;
}

async function guess(browser: Browser, url: string, from: string, email: (nth: number) => string): Promise<number[]> {
  const page = await signInPage(browser, url, from);
  // The first one loads what the others find loaded.
  await attempt(page, 'first@example.org', 'wrong');
  const took: number[] = [];
  for (let nth = 0; nth < TRIES; nth++) took.push(await attempt(page, email(nth), 'wrong'));
  await page.context().close();
  return took;
}

async function lockOut(browser: Browser, url: string): Promise<{ guesser: boolean; owner: number }> {
  const guesser = await signInPage(browser, url, '203.0.113.9');
  for (let nth = 0; nth < 12; nth++) await attempt(guesser, demoEmail('admin'), 'wrong');
  const isLocked = await guesser.getByText('Too many tries from here').isVisible();
  const owner = await signInPage(browser, url, '198.51.100.1');
  void attempt(owner, demoEmail('admin'), DEMO_PASSWORD).catch(() => undefined);
  const isIn = await owner.waitForURL('**/w/**', { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
  return { guesser: isLocked, owner: isIn ? 0 : 1 };
}
