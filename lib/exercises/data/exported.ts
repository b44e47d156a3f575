import { z } from 'zod';
import { assetKey } from '#lib/base/core/asset-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';

/** A stored file that exercises name. */
export interface NamedFile {
  key: string;
  sha256: string;
  path: string;
  byte_size: number | null;
}

/** As many are asked for at once: they stand in the address of the request. */
const AT_ONCE = 50;

/** The files of a workspace by the keys in their addresses; those it does not have are absent. */
export async function filesByKey(db: Db, workspace_id: string, keys: readonly string[]): Promise<NamedFile[]> {
  const found: NamedFile[] = [];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const { data } = await db
      .from('assets')
      .select('sha256, path, byte_size')
      .eq('workspace_id', workspace_id)
      .or(some.map((key) => `sha256.like.${key}*`).join(','))
      .order('sha256');
    for (const { sha256, ...file } of data ?? [])
      if (sha256 !== null) found.push({ ...file, sha256, key: assetKey(sha256) });
  }
  return found;
}

/** The sparks of a workspace that have a package, always in the same order. */
export async function sparksWithBanks(db: Db, workspace_id: string): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; ; from += A_PAGE) {
    const { data } = await db
      .from('packages')
      .select('spark_id')
      .eq('workspace_id', workspace_id)
      .order('ordinal')
      .range(from, from + A_PAGE - 1);
    found.push(...(data ?? []).map(({ spark_id }) => spark_id));
    if (!data || data.length < A_PAGE) return found;
  }
}
/** The Data API gives no more rows at once. */
const A_PAGE = 1_000;

/** When the banks of some sparks, or of all, were last changed, in seconds. */
export async function lastChange(db: Db, workspace_id: string, spark_ids: readonly string[] | null): Promise<number> {
  let last = 0;
  for (let at = 0; at < (spark_ids?.length ?? 1); at += AT_ONCE) {
    const asked = db.from('packages').select('updated_at').eq('workspace_id', workspace_id);
    const some = spark_ids ? asked.in('spark_id', spark_ids.slice(at, at + AT_ONCE)) : asked;
    const { data } = await some.order('updated_at', { ascending: false }).limit(1);
    const [newest] = data ?? [];
    if (newest) last = Math.max(last, Math.floor(Date.parse(newest.updated_at) / 1000));
  }
  return last;
}

/** The languages that the packages of some sparks, or of all, say they are in, each once and in order. */
export async function languagesOf(
  db: Db,
  workspace_id: string,
  spark_ids: readonly string[] | null,
): Promise<string[]> {
  const found = new Set<string>();
  const asked = spark_ids ?? (await sparksWithBanks(db, workspace_id));
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const { data } = await db
      .from('packages')
      .select('own:body->>language, meta:body->meta->>language')
      .eq('workspace_id', workspace_id)
      .in('spark_id', asked.slice(at, at + AT_ONCE));
    for (const { own, meta } of said.parse(data ?? [])) if (own || meta) found.add(own || meta || '');
  }
  return [...found].sort();
}

const said = z.array(z.object({ own: z.string().nullable(), meta: z.string().nullable() }));
