import { z } from 'zod';
import { assetKey } from '#lib/base/core/asset-address.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';

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
export async function filesByKey(db: Db, workspace_id: string, keys: readonly string[]): Promise<Result<NamedFile[]>> {
  const found: NamedFile[] = [];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const { data, error } = await db
      .from('assets')
      .select('sha256, path, byte_size')
      .eq('workspace_id', workspace_id)
      .or(some.map((key) => `sha256.like.${key}*`).join(','))
      .order('sha256');
    if (error) return problemFromPostgres(error);
    for (const { sha256, ...file } of data) if (sha256 !== null) found.push({ ...file, sha256, key: assetKey(sha256) });
  }
  return ok(found);
}

const exportedBank = z.object({
  spark_id: z.string(),
  updated_at: z.string(),
  /** As its package stores it, whatever that is. */
  bank: z.unknown(),
  quiz: z.unknown(),
  spark: z.object({ title: z.string() }).nullable(),
  own_language: z.string().nullable(),
  meta_language: z.string().nullable(),
});
/** The bank of a spark and its quiz, with when it was last changed and the language that its package says. */
export type ExportedBank = z.infer<typeof exportedBank>;

const COLUMNS =
  'spark_id, updated_at, bank:body->exercise_bank, quiz:body->quiz, spark:sparks(title), own_language:body->>language, meta_language:body->meta->>language';

/**
 * The banks of some sparks in the order asked for, or all of a workspace in the order in which they were made. Of a workspace no more are
 * read once they have more than `most` exercises together.
 */
export async function exportedBanks(
  db: Db,
  workspace_id: string,
  spark_ids: readonly string[] | null,
  most: number,
): Promise<Result<ExportedBank[]>> {
  const found: ExportedBank[] = [];
  let exercises = 0;
  for (let at = 0; spark_ids === null || at < spark_ids.length; at += AT_ONCE) {
    const asked = db.from('packages').select(COLUMNS).eq('workspace_id', workspace_id);
    const { data, error } = await (spark_ids
      ? asked.in('spark_id', spark_ids.slice(at, at + AT_ONCE))
      : asked.order('ordinal').range(at, at + AT_ONCE - 1));
    if (error) return problemFromPostgres(error);
    found.push(...exportedBank.array().parse(data));
    for (const { bank } of data) exercises += Array.isArray(bank) ? bank.length : 0;
    if (spark_ids === null && (data.length < AT_ONCE || exercises > most)) return ok(found);
  }
  const places = new Map(spark_ids?.map((id, place) => [id, place]));
  return ok(found.sort((a, b) => (places.get(a.spark_id) ?? 0) - (places.get(b.spark_id) ?? 0)));
}
