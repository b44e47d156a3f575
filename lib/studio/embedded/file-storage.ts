import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Body = Parameters<StorageAdapter['uploadObject']>[3];

/** The adapters of the library are not among what its package exports (docs/decisions/033-assets.md). */
const NOT_NEEDED = () => Promise.reject(new Error('The embedded storage has no such operation'));

/** How the folder begins in which a file is written until it is whole. */
export const DRAFT = 'draft-';

/**
 * Objects of the embedded Storage as files below a folder, `<folder>/<bucket>/<name>`. Who may have them is decided by the
 * database before anybody asks here. A file appears whole or not at all.
 */
export function fileStorage(folder: string, mostBytes: number): StorageAdapter {
  const root = path.resolve(folder);
  const placeOf = (bucket: string, name: string) => {
    const place = path.resolve(root, bucket, name);
    if (!place.startsWith(root + path.sep)) throw new Error('This name leads out of the storage');
    return place;
  };
  const look = async (bucket: string, name: string) => {
    const { size, mtime } = await stat(placeOf(bucket, name));
    return {
      cacheControl: 'private, max-age=31536000',
      contentLength: size,
      size,
      // What kind of file it is, is known to the table of assets; the Storage need not say.
      mimetype: 'application/octet-stream',
      lastModified: mtime,
      eTag: `"${path.basename(name)}"`,
    };
  };
  return {
    driver: null,
    uploadObject: async (bucket, name, _version, body) => {
      const place = placeOf(bucket, name);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      const draft = await mkdtemp(path.join(root, DRAFT));
      try {
        await pipeline(
          readable(body),
          bounded(mostBytes),
          createWriteStream(path.join(draft, 'file'), { mode: 0o600 }),
        );
        await rename(path.join(draft, 'file'), place);
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
      return { ...(await look(bucket, name)), httpStatusCode: 200 };
    },
    getObject: async (bucket, name) => {
      const metadata = await look(bucket, name).catch(() => null);
      if (!metadata) return { metadata: NOTHING, httpStatusCode: 404 };
      return {
        metadata,
        httpStatusCode: 200,
        body: Readable.toWeb(createReadStream(placeOf(bucket, name))) as ReadableStream,
      };
    },
    headObject: (bucket, name) => look(bucket, name),
    deleteObject: (bucket, name) => rm(placeOf(bucket, name), { force: true }),
    deleteObjects: async (bucket, names) => {
      for (const name of names) await rm(placeOf(bucket, name), { force: true });
    },
    copyObject: NOT_NEEDED,
    privateAssetUrl: NOT_NEEDED,
  };
}

const NOTHING = { cacheControl: '', contentLength: 0, size: 0, mimetype: '', eTag: '' };

function readable(body: Body): Readable {
  return body instanceof Uint8Array ? Readable.from([body]) : Readable.fromWeb(body as ReadableStream);
}

/** The library believes the length that a request claims; this counts. */
function bounded(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      next(bytes > most ? new Error('The file is larger than the storage takes') : null, chunk);
    },
  });
}
