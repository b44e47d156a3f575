import { LRUCache } from 'lru-cache';
import { assetKey, isAssetKey } from '#lib/base/core/asset-address.ts';
import { upTo } from '#lib/base/core/bounded.ts';
import { fail, type Problem, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { findType } from '../core/asset.ts';
import { type FoundAsset, findAsset, isWhatItSays, openFile } from '../data/assets.ts';

// A drawing opened on its own is a document: it may draw, and nothing else. What is no image is for saving.
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
const A_YEAR = 'max-age=31536000, immutable';

/** What goes out for a file; the body is missing where the reader has it already or did not ask for it. */
export interface Delivery {
  status: 200 | 304;
  headers: Record<string, string>;
  body: ReadableStream | null;
}

export interface Wanted {
  key: string;
  key_hash?: string;
  ifNoneMatch: string | null;
  isHead: boolean;
}

/** A file for whoever may see it, by the key in its address. */
export async function deliverAsset(db: Db, wanted: Wanted): Promise<Result<Delivery>> {
  if (!isAssetKey(wanted.key)) return nothing();
  const found = await findAsset(db, wanted.key, wanted.key_hash);
  if (!found.ok) return found.problem.code === 'not_found' ? nothing() : found;
  const asset = await firstTrue(db, found.data);
  if (!asset) return nothing();
  const headers = servedHeaders(asset);
  if (wanted.ifNoneMatch?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === headers.etag)) {
    return { ok: true, data: { status: 304, headers, body: null } };
  }
  if (wanted.isHead) return { ok: true, data: { status: 200, headers, body: null } };
  const body = await openFile(db, asset);
  return body ? { ok: true, data: { status: 200, headers, body } } : nothing();
}

// Whether the bytes of an object are what it is named by: looked at once, since nobody can put others in their place.
const verdicts = new LRUCache<string, boolean>(upTo(50_000));

/** The first of the places whose bytes are those of the address: storage takes any below a name, also from other workspaces. */
async function firstTrue(db: Db, places: FoundAsset[]): Promise<FoundAsset | null> {
  for (const place of places) {
    const known = verdicts.get(place.stored_as);
    const verdict = known ?? (await isWhatItSays(db, place));
    if (verdict !== null && verdict !== known) verdicts.set(place.stored_as, verdict);
    if (verdict) return place;
  }
  return null;
}

/** One sentence for all: whether there is such a file elsewhere is nobody's business. */
function nothing(): { ok: false; problem: Problem } {
  return fail('not_found', 'There is no such file, or it is not yours to see.');
}

function servedHeaders(asset: FoundAsset): Record<string, string> {
  const type = findType(asset.media_type);
  const name = encodeURIComponent(asset.path.split('/').at(-1) ?? 'file');
  const isShown = type?.is_image ?? false;
  return {
    'content-type': isShown && type ? type.media_type : 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    // Named by what it says, it can never be old.
    'cache-control': `${asset.is_public ? 'public' : 'private'}, ${A_YEAR}`,
    etag: `"${assetKey(asset.sha256)}"`,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    // Pages of learner apps show it from where they are.
    'cross-origin-resource-policy': 'cross-origin',
    ...(asset.is_public && { 'access-control-allow-origin': '*' }),
    vary: 'Cookie, Authorization, X-Content-Key',
  };
}
