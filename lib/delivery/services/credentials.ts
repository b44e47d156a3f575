import { createHash } from 'node:crypto';

/** What a request shows: a content key, or a person's access token. */
export interface Credentials {
  key_hash?: string;
  access_token?: string;
}

const PREFIX = 'twk_';
const LONGEST_KEY = 200;

/** `Authorization: Bearer twk_...` or `X-Content-Key`; another bearer token is a person's. */
export function readCredentials(
  authorization: string | null | undefined,
  contentKey: string | null | undefined,
): Credentials {
  if (contentKey) return { key_hash: hashKey(contentKey.trim()) };
  const token = authorization ? /^Bearer\s+(\S+)$/i.exec(authorization.trim())?.[1] : undefined;
  if (!token) return {};
  return token.startsWith(PREFIX) ? { key_hash: hashKey(token) } : { access_token: token };
}

/** Only this travels to the database; it keeps nothing else either. */
function hashKey(key: string): string {
  return createHash('sha256').update(key.slice(0, LONGEST_KEY)).digest('hex');
}
