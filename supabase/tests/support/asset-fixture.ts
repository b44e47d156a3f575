import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { deliverAsset } from '#lib/assets/services/delivery.ts';
import { SAMPLES } from '#lib/assets/services/samples.cases.ts';
import { uploadAsset } from '#lib/assets/services/upload.ts';
import { assetKey } from '#lib/base/core/asset-address.ts';
import { type Db, tokenClient } from '#lib/base/data/clients/token.ts';
import { Author } from './authoring.ts';
import { testDatabase } from './harness.ts';

/** A file that nobody has uploaded yet: a text, or a drawing of its own. */
export const newText = () => `Words ${randomUUID()}`;
export const newSvg = () => SAMPLES.svg.replace('<rect', `<title>${randomUUID()}</title><rect`);

/** Gets a file by its address, as whoever the client is. */
export const get = (client: Db, sha256: string, more: { key_hash?: string; ifNoneMatch?: string } = {}) =>
  deliverAsset(client, {
    key: assetKey(sha256),
    ifNoneMatch: more.ifNoneMatch ?? null,
    key_hash: more.key_hash,
    isHead: false,
  });

/** What was handed out, whole. */
export async function bytesOf(delivered: Awaited<ReturnType<typeof get>>): Promise<Buffer> {
  if (!delivered.ok) throw new Error(delivered.problem.message);
  return Buffer.from(await new Response(delivered.data.body).arrayBuffer());
}

/** People who upload and read files through the API, for the test file that calls this at its top level. */
export function assetStudio() {
  const db = testDatabase();
  // Filled before the first test.
  const people = {} as Record<'editor' | 'stranger' | 'anonymous' | 'service', Db>;
  const here = { folder: '', workspace: '' };

  beforeAll(async () => {
    here.folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-assets-'));
    const gateway = await db.gateway();
    const [one, other] = await Promise.all([gateway.signUp(), gateway.signUp()]);
    here.workspace = await db.createWorkspace();
    await db.addMember(here.workspace, one.id, 'editor');
    await db.addMember(await db.createWorkspace(), other.id, 'admin');
    people.editor = one.client as Db;
    people.stranger = other.client as Db;
    people.anonymous = tokenClient(gateway.url, gateway.publishableKey);
    people.service = gateway.service() as Db;
  });
  afterAll(() => rm(here.folder, { recursive: true, force: true }));

  async function upload(client: Db, where: string, file_name: string, bytes: Buffer | string, alt_text?: string) {
    const file = path.join(here.folder, randomUUID());
    await writeFile(file, bytes);
    return uploadAsset(client, where, { file, file_name, alt_text });
  }

  async function added(where: string, name: string, bytes: Buffer | string) {
    const result = await upload(people.editor, where, name, bytes);
    if (!result.ok) throw new Error(result.problem.message);
    return result.data;
  }

  /** A workspace of its own, with the editor in it. */
  async function ownWorkspace(options: { open?: boolean } = {}) {
    const id = await db.createWorkspace(undefined, options);
    const user = (await people.editor.auth.getUser()).data.user?.id ?? '';
    await db.addMember(id, user, 'editor');
    return { id, author: new Author(db.owner, id) };
  }

  return { db, people, here, upload, added, ownWorkspace };
}
