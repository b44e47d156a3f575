import type { Result } from '#lib/base/core/problem.ts';
import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';

/** Somebody as they are shown to colleagues. */
export interface Profile {
  display_name: string;
  /** Digest of their picture, part of its address; null for none. */
  picture: string | null;
}

export async function readProfile(db: Db, user_id: string): Promise<Result<Profile | null>> {
  const { data, error } = await db
    .from('profiles')
    .select('display_name, picture')
    .eq('user_id', user_id)
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data);
}

export async function setDisplayName(db: Db, user_id: string, display_name: string): Promise<Result<string>> {
  const { data, error } = await db
    .from('profiles')
    .update({ display_name })
    .eq('user_id', user_id)
    .select('display_name')
    .single();
  return error ? problemFromPostgres(error) : ok(data.display_name);
}

/** Gives the caller another picture, in base64, or none; gives its digest. */
export async function setPicture(
  db: Db,
  picture: { media_type: string; content: string } | null,
): Promise<Result<string | null>> {
  return call(db, 'set_picture', {
    p_media_type: picture?.media_type ?? null,
    p_content: picture?.content ?? null,
  });
}

export interface Picture {
  media_type: string;
  bytes: Buffer<ArrayBuffer>;
}

/** The picture of somebody whom the caller sees; null where there is none for them. */
export async function readPicture(db: Db, user_id: string): Promise<Result<Picture | null>> {
  const { data, error } = await db.from('pictures').select('media_type, content').eq('user_id', user_id).maybeSingle();
  if (error) return problemFromPostgres(error);
  return ok(data && { media_type: data.media_type, bytes: Buffer.from(data.content, 'base64') });
}

/** When the caller signed in; null where Auth does not know any more. */
export async function sessionBegan(db: Db): Promise<Result<Date | null>> {
  const began = await call(db, 'session_began', {});
  return began.ok ? ok(began.data === null ? null : new Date(began.data)) : began;
}
