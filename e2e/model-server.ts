import { LLMock } from '@copilotkit/aimock';
import { expect, type Page } from './support.ts';

type Asked = { response_format?: unknown; messages?: unknown };

/** Each schema names its own fields, and each prompt its own lesson: that is how the server tells what it is asked for. */
export const asks =
  (field: string, ...also: string[]) =>
  (request: Asked) =>
    JSON.stringify(request.response_format ?? {}).includes(`"${field}"`) &&
    also.every((text) => JSON.stringify(request.messages).includes(text));

/** An answer as a model gives it, with what it used. */
export const answer = (content: object) => ({
  content: JSON.stringify(content),
  usage: { prompt_tokens: 1_200, completion_tokens: 600 },
});

/** A server that answers like a model. Models there are private addresses, which the studio of the specs allows. */
export async function startModelServer(): Promise<LLMock> {
  const server = new LLMock({ port: 0 });
  await server.start();
  return server;
}

/** Sets a workspace up to ask that server, with a price. */
export async function useModelServer(admin: Page, workspace: string, server: LLMock): Promise<void> {
  await admin.goto(`/w/${workspace}/settings/rules/providers`);
  await admin.getByRole('button', { name: 'Add provider' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Local');
  await dialog.getByRole('button', { name: /Protocol/ }).click();
  await admin.getByRole('option', { name: 'OpenAI-compatible' }).click();
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${server.url}/v1`);
  await dialog.getByRole('textbox', { name: 'Models' }).fill('local-model');
  await dialog.getByRole('button', { name: 'Save provider' }).click();
  await expect(dialog).toHaveCount(0);
  await admin.getByRole('textbox', { name: 'In', exact: true }).fill('2');
  const out = admin.getByRole('textbox', { name: 'Out', exact: true });
  await out.fill('10');
  // A number counts once its field is left.
  await out.press('Tab');
  await admin.getByRole('button', { name: 'Add price' }).click();
  await expect(admin.getByRole('rowheader', { name: 'local-model' })).toBeVisible();
}
