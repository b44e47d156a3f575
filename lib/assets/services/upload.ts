import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { assetKey } from '#lib/base/core/asset-address.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { safeName } from '../core/asset.ts';
import { sanitizeSvg } from '../core/svg.ts';
import { type AddedAsset, type Asset, addAsset, storeFile } from '../data/assets.ts';
import { inspectAsset } from './content.ts';

export interface Upload {
  /** Where the bytes lie for now. A drawing is cleaned in place. */
  file: string;
  /** What the person calls it. */
  file_name: string;
  alt_text?: string | null;
  /** The key that lessons name it by already: what turns out to be another file is not taken. */
  key?: string;
}

/** A file as `add_asset` takes it, before its bytes are anywhere but on this disk. */
export type PreparedAsset = Omit<Asset, 'id' | 'alt_text'> & { byte_size: number };

/** Looks at a file and says what it is; a drawing is cleaned in place. */
export async function prepareAsset(file: string, file_name: string): Promise<Result<PreparedAsset>> {
  const content = await inspectAsset(file, file_name, (await stat(file)).size);
  if (!content.ok) return content;
  const { type, width, height } = content.data;
  if (type.media_type === 'image/svg+xml') {
    const clean = sanitizeSvg(await readFile(file, 'utf8'));
    if (!clean.ok) return clean;
    await writeFile(file, clean.data);
  }
  const { size } = await stat(file);
  const sha256 = await digest(file);
  return ok({ path: safeName(file_name, type), media_type: type.media_type, byte_size: size, sha256, width, height });
}

/** Puts the bytes of a prepared file into storage, where they stay for a day without being entered. */
export function storePrepared(db: Db, workspace_id: string, file: string, { sha256 }: PreparedAsset) {
  return storeFile(db, workspace_id, sha256, () => Readable.toWeb(createReadStream(file)) as ReadableStream);
}

/** Puts a file into storage as it would be uploaded, for somebody who enters it later: within a day, or it is gone. */
export async function keepFile(db: Db, workspace_id: string, upload: Upload): Promise<Result<PreparedAsset>> {
  const prepared = await prepareUpload(upload);
  if (!prepared.ok) return prepared;
  const stored = await storePrepared(db, workspace_id, upload.file, prepared.data);
  return stored.ok ? prepared : stored;
}

/** Takes a file into a workspace, as the person: found to be what it says, cleaned, stored, and entered once for the same bytes. */
export async function uploadAsset(db: Db, workspace_id: string, upload: Upload): Promise<Result<AddedAsset>> {
  const prepared = await prepareUpload(upload);
  if (!prepared.ok) return prepared;
  const asset = { ...prepared.data, alt_text: upload.alt_text ?? null };
  for (let tries = 1; ; tries++) {
    const stored = await storePrepared(db, workspace_id, upload.file, asset);
    if (!stored.ok) return stored;
    const added = await addAsset(db, workspace_id, asset);
    // Old bytes that nothing named may have been swept away in between.
    if (added.ok || added.problem.code !== 'wrong_state' || tries === 2) return added;
  }
}

async function prepareUpload({ file, file_name, key }: Upload): Promise<Result<PreparedAsset>> {
  const prepared = await prepareAsset(file, file_name);
  if (!prepared.ok) return prepared;
  if (key && assetKey(prepared.data.sha256) !== key) {
    return fail(
      'invalid_input',
      'Cleaning this drawing has changed it, so it is no longer the file of its address. Upload it in the studio, and show that one.',
    );
  }
  return prepared;
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
