import { createHash, randomInt } from 'node:crypto';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type ContentKey, insertContentKey } from '../data/keys.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 32;
const SHOWN = 8;

export interface MadeKey {
  key: ContentKey;
  /** The key itself: it leaves here once and is kept nowhere. */
  secret: string;
}

/** Makes a key for the content API. Only its SHA-256 and its first letters are kept. */
export async function createContentKey(db: Db, workspace_id: string, name: string): Promise<Result<MadeKey>> {
  const secret = `twk_${Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
  const key_hash = createHash('sha256').update(secret).digest('hex');
  const made = await insertContentKey(db, { workspace_id, name, prefix: secret.slice(0, SHOWN), key_hash });
  return made.ok ? ok({ key: made.data, secret }) : made;
}
