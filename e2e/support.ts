import { existsSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, test as base, expect, type Locator, type Page } from '@playwright/test';
import pg from 'pg';

export const ROLES = ['editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A studio that the set-up started, and the folder of the sessions that it opened there. */
export interface StudioOfSpecs {
  url: string;
  states: string;
  /** How to reach its database; not of a studio that somebody else has started. */
  database?: string;
}

/** The studio of this worker: no other worker's specs write to it. */
export function ownStudio(): StudioOfSpecs {
  const studios = JSON.parse(process.env.E2E_STUDIOS ?? '[]') as StudioOfSpecs[];
  const own = studios[Number(process.env.TEST_PARALLEL_INDEX ?? 0) % studios.length];
  if (!own) throw new Error('The set-up has started no studio');
  return own;
}

/** Where the session of a role is kept between the set-up and the specs. */
export const statePath = (role: Role, states = ownStudio().states) => path.join(states, `${role}.json`);

export const test = base.extend<{ as: (role: Role) => Promise<Page> }>({
  // The set-up learns the addresses only once the studios are up, after the configuration was read.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
  baseURL: async ({}, use) => use(ownStudio().url),
  /** A page of somebody who is signed in. */
  as: async ({ browser, baseURL }, use) => {
    const open: Awaited<ReturnType<Browser['newContext']>>[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ baseURL, storageState: statePath(role) });
      open.push(context);
      return context.newPage();
    });
    for (const context of open) await context.close();
  },
});
export { expect, type Locator, type Page };

const content = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.join(import.meta.dirname, '../../shared/content');

/** A bundle of the content folder. Skips the test, and says so, where the folder is absent. */
export function bundleOf(course: string): string {
  const file = path.join(content, course, 'bundle.json');
  test.skip(!existsSync(file), `There is no ${file}: set TRAILWRIGHT_CONTENT_DIR to run this.`);
  return file;
}

/** Makes a workspace of its own through the interface, so that specs do not step on each other. Gives its slug. */
export async function newWorkspace(admin: Page, name: string): Promise<string> {
  await admin.goto('/new-workspace');
  await admin.getByRole('textbox', { name: 'Name' }).fill(name);
  // Of its own even where the same studio is tried twice.
  const slug = `${name.toLowerCase().replaceAll(' ', '-')}-${Date.now().toString(36)}`;
  await admin.getByRole('textbox', { name: 'Slug' }).fill(slug);
  await admin.getByRole('button', { name: 'Create workspace' }).click();
  await admin.waitForURL(`**/w/${slug}`);
  await forgetWhoMade(slug);
  return slug;
}

/** An account may make twenty workspaces, and the specs of a worker make more: who made this one is not counted. */
async function forgetWhoMade(slug: string): Promise<void> {
  const { database } = ownStudio();
  if (!database) return;
  const client = new pg.Client(database);
  await client.connect();
  try {
    await client.query('update public.workspaces set created_by = null where slug = $1', [slug]);
  } finally {
    await client.end();
  }
}

/** Takes an invitation up. A page that has just come from the server takes the press once its scripts are there. */
export async function accept(person: Page, workspace: string, button = person.getByRole('button', { name: 'Accept' })) {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1_000 });
    await expect(person).toHaveURL(`/w/${workspace}`, { timeout: 5_000 });
  }).toPass({ timeout: 45_000 });
}

/** Has each of them in the workspace, in the role that they sign in with. */
export async function inviteTeam(admin: Page, workspace: string, team: readonly (readonly [Page, Role])[]) {
  await admin.goto(`/w/${workspace}/settings/members`);
  for (const [person, role] of team) {
    const name = role[0]?.toUpperCase() + role.slice(1);
    await person.goto(await invite(admin, `${role}@trailwright.test`, name));
    await accept(person, workspace);
  }
}

/** Invites somebody on the page of members, and gives the link that is shown this once. */
export async function invite(admin: Page, email: string, role?: string): Promise<string> {
  // A dialog that is leaving still counts.
  await expect(admin.getByRole('dialog')).toHaveCount(0);
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email);
  if (role) await dialog.getByText(role, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link of the invitation' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(admin.getByRole('dialog')).toHaveCount(0);
  return link;
}

/** Chooses a bundle and waits for what comes of it: the plan, or the refusal in place. */
export async function chooseBundle(page: Page, workspace: string, file: string): Promise<void> {
  await page.goto(`/w/${workspace}/imports/new`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(file);
}

/** Imports a bundle as far as its receipt. */
export async function importBundle(page: Page, workspace: string, file: string): Promise<void> {
  await chooseBundle(page, workspace, file);
  await page.getByRole('button', { name: 'Apply import' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'What was written' })).toBeVisible({ timeout: 60_000 });
}

/** Opens the palette. A page that has just come from the server takes the keys once its scripts are there, so they are pressed again. */
export async function openPalette(page: Page): Promise<Locator> {
  const ask = page.getByRole('combobox', { name: 'Commands and search' });
  await expect(async () => {
    if (!(await ask.isVisible())) await page.keyboard.press('Control+k');
    await expect(ask).toBeFocused({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  return ask;
}

/** Comes back to the tab from somewhere else, which is when a page asks again at once. */
export const comeBack = (page: Page) => page.evaluate(() => void dispatchEvent(new Event('visibilitychange')));

/** What of axe's rules depends on the colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * No serious finding of axe. `inDark`: in dark as well, where only colours differ. The pairs of colours have a test of their own
 * (components/ui/contrast.test.ts) and every page is looked at in dark once (places.spec.ts), so a state of a page is not.
 */
export async function expectAccessible(page: Page, { inDark = false } = {}): Promise<void> {
  for (const colorScheme of inDark ? (['light', 'dark'] as const) : (['light'] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The announcer of React Aria names what it says by an element that has left since.
    const axe = new AxeBuilder({ page }).exclude('[data-live-announcer]');
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(OF_COLOURS) : axe).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
    expect(serious, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}
