import { expect, type Page } from './support.ts';

/** Stages what is there, under a label. */
export async function stage(page: Page, workspace: string, label: string): Promise<void> {
  await page.goto(`/w/${workspace}/snapshots/new`);
  await page.getByRole('textbox', { name: 'Label' }).fill(label);
  await page.getByRole('button', { name: 'Stage snapshot' }).click();
  await expect(page.getByRole('heading', { name: `“${label}” is staged` })).toBeVisible();
}

/** Promotes what was staged under a label: readers get it. */
export async function promote(page: Page, workspace: string, label: string): Promise<void> {
  await page.goto(`/w/${workspace}/snapshots`);
  const entry = page.getByRole('article', { name: label });
  await entry.getByRole('button', { name: 'Promote' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Promote “${label}”` });
  await dialog.getByRole('button', { name: 'Promote snapshot' }).click();
  await expect(dialog).toBeHidden();
  await expect(entry.getByText('What readers get')).toBeVisible();
}
