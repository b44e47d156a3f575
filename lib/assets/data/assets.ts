import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { ASSET_FILTERS, type AssetFilter } from '../core/asset.ts';

const BUCKET = 'assets';

const file = {
  id: z.string(),
  path: z.string(),
  media_type: z.string(),
  byte_size: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  alt_text: z.string().nullable(),
};

const addedAsset = z.object({ ...file, sha256: z.string(), is_new: z.boolean() });
/** A file as it was entered. */
export type AddedAsset = z.infer<typeof addedAsset>;
export type Asset = Omit<AddedAsset, 'is_new'>;

const assetUser = z.object({
  kind: z.enum(['spark', 'concept']),
  entity_id: z.string(),
  slug: z.string(),
  label: z.string(),
});
export type AssetUser = z.infer<typeof assetUser>;

const listedAsset = z.object({
  ...file,
  /** Null where a bundle named a file without saying which. */
  sha256: z.string().nullable(),
  version: z.number(),
  ordinal: z.number(),
  created_at: z.string(),
  created_by: z.string().nullable(),
  /** Whether its bytes are here; a bundle names files without bringing them. */
  is_stored: z.boolean(),
  users: z.array(assetUser),
});
/** A file in the list of a workspace. */
export type ListedAsset = z.infer<typeof listedAsset>;

const assetPage = z.object({
  counts: z.record(z.enum(ASSET_FILTERS), z.number()),
  items: z.array(listedAsset),
  has_more: z.boolean(),
});
export type AssetPage = z.infer<typeof assetPage>;

const assetProblem = z.object({
  rule: z.enum(['image_described', 'file_there', 'leads_nowhere']),
  address: z.string(),
  state: z.enum(['in_trash', 'not_uploaded', 'unknown']).nullable(),
  /** Whether staging refuses the lesson because of it. */
  blocks: z.boolean(),
});
export type AssetProblem = z.infer<typeof assetProblem>;

const assetProblems = z.object({
  total: z.number(),
  blocking: z.number(),
  lessons: z.array(
    z.object({
      entity_id: z.string(),
      slug: z.string(),
      label: z.string(),
      is_published: z.boolean(),
      blocks: z.boolean(),
      total: z.number(),
      problems: z.array(assetProblem),
    }),
  ),
});
export type AssetProblems = z.infer<typeof assetProblems>;

/** Where a file may be that a reader asks for. Anybody could have stored other bytes below its name. */
const foundAsset = z.object({
  workspace_id: z.string(),
  sha256: z.string(),
  media_type: z.string(),
  path: z.string(),
  /** Differs when the bytes below its name have been stored anew. */
  stored_as: z.string(),
  /** Whether it is for everybody: in the current snapshot of an open workspace. */
  is_public: z.boolean(),
});
export type FoundAsset = z.infer<typeof foundAsset>;

const objectName = (workspace_id: string, sha256: string) => `${workspace_id}/${sha256}`;

/** Puts bytes into storage. Those that are there already have to be the same, since they are named by their digest. */
export async function storeFile(
  db: Db,
  workspace_id: string,
  sha256: string,
  open: () => ReadableStream,
): Promise<Result<null>> {
  let problem = '';
  // Of two who store the same bytes at once, one may be refused with an error; the second try finds what the other stored.
  for (let tries = 0; tries < 2; tries++) {
    const { error } = await db.storage
      .from(BUCKET)
      .upload(objectName(workspace_id, sha256), open(), { contentType: 'application/octet-stream' });
    if (!error) return ok(null);
    if (/already exists|duplicate/i.test(error.message)) {
      if ((await isWhatItSays(db, { workspace_id, sha256 })) !== false) return ok(null);
      return fail(
        'conflict',
        'Other bytes are stored below the name of this file, so it cannot be taken. Ask whoever runs the studio to remove them.',
        { detail: { object: objectName(workspace_id, sha256) } },
      );
    }
    if (/row-level security|unauthorized/i.test(error.message)) {
      return fail('forbidden', 'Your role in this workspace does not allow that.');
    }
    problem = error.message;
  }
  return fail('unavailable', 'The storage of files did not answer. Try again in a moment.', { detail: problem });
}

/** The bytes of a file as they come from storage; null when they are not there. */
export async function openFile(
  db: Db,
  asset: Pick<FoundAsset, 'workspace_id' | 'sha256'>,
): Promise<ReadableStream | null> {
  const { data, error } = await db.storage
    .from(BUCKET)
    .download(objectName(asset.workspace_id, asset.sha256))
    .asStream();
  return error ? null : data;
}

/** Whether the bytes of an object have the digest that it is named by; null when there are none to look at. */
export async function isWhatItSays(
  db: Db,
  asset: Pick<FoundAsset, 'workspace_id' | 'sha256'>,
): Promise<boolean | null> {
  const bytes = await openFile(db, asset);
  if (!bytes) return null;
  const hash = createHash('sha256');
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest('hex') === asset.sha256;
}

export async function addAsset(db: Db, workspace_id: string, asset: Omit<Asset, 'id'>): Promise<Result<AddedAsset>> {
  return callJson(
    db,
    'add_asset',
    {
      p_workspace: workspace_id,
      p_path: asset.path,
      p_media_type: asset.media_type,
      p_byte_size: asset.byte_size,
      p_sha256: asset.sha256,
      p_width: asset.width,
      p_height: asset.height,
      p_alt_text: asset.alt_text,
    },
    addedAsset,
  );
}

/** Where the file is that the key of an address names, best first, for whoever may see it. */
export async function findAsset(db: Db, key: string, key_hash?: string): Promise<Result<FoundAsset[]>> {
  return callJson(db, 'find_asset', { p_asset: key, p_key_hash: key_hash }, z.array(foundAsset));
}

export interface AssetQuestion {
  filter: AssetFilter;
  search?: string;
  before?: number;
}

export async function readAssets(db: Db, workspace_id: string, asked: AssetQuestion): Promise<Result<AssetPage>> {
  return callJson(
    db,
    'read_assets',
    {
      p_workspace: workspace_id,
      p_filter: asked.filter,
      p_search: asked.search,
      p_before: asked.before,
    },
    assetPage,
  );
}

export async function readAssetProblems(db: Db, workspace_id: string): Promise<Result<AssetProblems>> {
  return callJson(db, 'read_asset_problems', { p_workspace: workspace_id }, assetProblems);
}

/** Describes a file; refused as stale when somebody has changed it since `version`. */
export async function describeAsset(
  db: Db,
  workspace_id: string,
  asset: { id: string; version: number; alt_text: string | null },
): Promise<Result<{ version: number }>> {
  const { data, error } = await db
    .from('assets')
    .update({ alt_text: asset.alt_text })
    .eq('workspace_id', workspace_id)
    .eq('id', asset.id)
    .eq('version', asset.version)
    .select('version')
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data) : fail('stale', 'Somebody has changed this file meanwhile. Look at it again.');
}

/** Takes objects out of storage; with the secret key only. */
export async function removeFiles(db: Db, names: string[]): Promise<Result<number>> {
  const { data, error } = await db.storage.from(BUCKET).remove(names);
  if (error) return fail('unavailable', 'The storage of files did not answer.', { detail: error.message });
  return ok(data.length);
}
