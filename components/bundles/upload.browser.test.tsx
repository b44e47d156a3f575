import { expect, test, vi } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { bundlesText } from './text.ts';
import { Upload } from './upload.tsx';

const waiting = vi.hoisted(() => ({ packs: async (): Promise<never> => Promise.reject(new Error('gone')) }));
vi.mock('./pack-folder.ts', () => ({ packFolder: () => waiting.packs() }));

function drop(zone: Element, name: string) {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  const items = [{ webkitGetAsEntry: () => ({ isDirectory: true, name }) }];
  zone.dispatchEvent(Object.assign(event, { dataTransfer: { types: ['Files'], items, files: [] } }));
}

test('a folder that cannot be packed is told, and another can be chosen', async () => {
  const screen = await show(<Upload workspace={WORKSPACE} />);
  const zone = screen.getByRole('group', { name: bundlesText.drop });
  drop(zone.element(), 'farm');
  await expect.element(screen.getByText(bundlesText.packFailed('farm'))).toBeVisible();
  await expect.element(zone).toBeVisible();
});

test('packing is stopped at once, whatever it waits for', async () => {
  waiting.packs = () => new Promise(() => undefined);
  const screen = await show(<Upload workspace={WORKSPACE} />);
  drop(screen.getByRole('group', { name: bundlesText.drop }).element(), 'farm');
  await screen.getByRole('button', { name: bundlesText.stop }).click();
  await expect.element(screen.getByText(bundlesText.stopped)).toBeVisible();
  await expect.element(screen.getByText(bundlesText.packing('farm'))).not.toBeInTheDocument();
});
