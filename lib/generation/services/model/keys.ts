import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// A key of a provider as the database keeps it: NAME.NONCE.TAG.TEXT, in base64url. NAME says which key of the studio it was encrypted
// with, so that a new one can be put before the old. Workspace and provider are bound in: moved to another row it does not open.

interface Owner {
  workspace_id: string;
  provider_id: string;
}

const ALGORITHM = 'aes-256-gcm';
const bound = ({ workspace_id, provider_id }: Owner) => Buffer.from(`${workspace_id}/${provider_id}`);

const keysOf = (secrets: string): Map<string, Buffer> =>
  new Map(
    secrets.split(',').map((one) => {
      const [name = '', key = ''] = one.split(':');
      return [name, Buffer.from(key, 'base64')];
    }),
  );

/** Encrypts the key of a provider. `secrets`: as STUDIO_SECRETS_KEY has it; the first one counts. */
export function encryptKey(secrets: string, owner: Owner, key: string): string {
  const [first] = keysOf(secrets);
  if (!first) throw new Error('there is no key to encrypt with');
  const nonce = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, first[1], nonce);
  cipher.setAAD(bound(owner));
  const text = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  return [first[0], ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
}

/** The key of a provider; null where it was encrypted with a key that is gone, for another provider, or was changed. */
export function decryptKey(secrets: string, owner: Owner, kept: string): string | null {
  const [name = '', nonce, tag, text] = kept.split('.');
  const key = keysOf(secrets).get(name);
  if (!key || nonce === undefined || tag === undefined || text === undefined) return null;
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(bound(owner));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
