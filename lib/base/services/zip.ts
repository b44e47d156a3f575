import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { MOST_ENTRIES, MOST_UNPACKED } from '../core/zip-limits.ts';

/** A file in a zip; its name has slashes between folders. */
export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

/** Why a zip is not unpacked. */
export interface ZipRefusal {
  code:
    | 'zip_broken'
    | 'zip_name'
    | 'zip_link'
    | 'zip_encrypted'
    | 'zip_method'
    | 'zip_twice'
    | 'zip_entries'
    | 'zip_size';
  /** The file in the zip that is to blame, where it is one. */
  entry: string | null;
  sentence: string;
  instead: string;
}

export type Unzipped = { ok: true; entries: ZipEntry[] } | { ok: false; refusal: ZipRefusal };

class Refused extends Error {
  readonly refusal: ZipRefusal;
  constructor(refusal: ZipRefusal) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

const AGAIN = 'Pack the folder again, and send that file.';

/** The names of the files in a zip, which are looked at as for unpacking; nothing is unpacked. */
export async function zipNames(
  bytes: Uint8Array,
  fileName: string,
): Promise<{ ok: true; names: string[] } | { ok: false; refusal: ZipRefusal }> {
  const called = calledAs(fileName);
  try {
    const listed = await withZip(bytes, called, (_, entries) => entries.map((entry) => entry.fileName));
    return { ok: true, names: listed };
  } catch (error) {
    return { ok: false, refusal: refusalBy(error, called) };
  }
}

/**
 * The files of a zip. One that leads out of its folder, says something wrong about its sizes, or grows beyond all measure is refused as a
 * whole, before or while it is unpacked; nothing touches the disk, and a zip within it stays packed.
 */
export async function unzip(bytes: Uint8Array, fileName: string): Promise<Unzipped> {
  const called = calledAs(fileName);
  try {
    return { ok: true, entries: await withZip(bytes, called, (zip, listed) => contentsOf(zip, listed, called)) };
  } catch (error) {
    return { ok: false, refusal: refusalBy(error, called) };
  }
}

const calledAs = (fileName: string) => (fileName === '' ? 'The file' : `“${fileName}”`);

const refusalBy = (error: unknown, called: string): ZipRefusal =>
  error instanceof Refused ? error.refusal : brokenBy(error, called, null);

/** What the reader of zips says, for whoever has made the file. */
function brokenBy(error: unknown, called: string, entry: string | null): ZipRefusal {
  const words = error instanceof Error ? error.message : '';
  const name = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/.exec(words)?.[1];
  if (name !== undefined)
    return {
      code: 'zip_name',
      entry: name,
      sentence: `${called} has a file “${name.slice(0, 200)}”, which leads out of its folder.`,
      instead: AGAIN,
    };
  if (/too many bytes|not enough bytes|size/i.test(words) && entry !== null)
    return {
      code: 'zip_size',
      entry,
      sentence: `${called} says another size of “${entry.slice(0, 200)}” than it has.`,
      instead: AGAIN,
    };
  const where = entry === null ? '' : ` at “${entry.slice(0, 200)}”`;
  return { code: 'zip_broken', entry, sentence: `${called} is broken${where}: it cannot be unpacked.`, instead: AGAIN };
}

/** Opens a zip for as long as somebody works with the files that its directory names. */
async function withZip<T>(
  bytes: Uint8Array,
  called: string,
  work: (zip: yauzl.ZipFile, listed: yauzl.Entry[]) => T | Promise<T>,
): Promise<T> {
  const zip = await open(bytes);
  try {
    if (zip.entryCount > MOST_ENTRIES)
      throw new Refused({
        code: 'zip_entries',
        entry: null,
        sentence: `${called} has ${zip.entryCount} files; ${MOST_ENTRIES} are the most.`,
        instead: 'Split it.',
      });
    return await work(zip, await list(zip, called));
  } finally {
    zip.close();
  }
}

async function contentsOf(zip: yauzl.ZipFile, listed: readonly yauzl.Entry[], called: string): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let left = MOST_UNPACKED;
  for (const entry of listed) {
    const content = await contentOf(zip, entry, left, called);
    left -= content.length;
    entries.push({ name: entry.fileName, bytes: content });
  }
  return entries;
}

function open(bytes: Uint8Array): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    yauzl.fromBuffer(content, { lazyEntries: true, strictFileNames: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

const IS_ENCRYPTED = 1;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** The files of a zip as its directory names them, each looked at before anything is unpacked. */
function list(zip: yauzl.ZipFile, called: string): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const found: yauzl.Entry[] = [];
    const names = new Set<string>();
    let size = 0;
    zip.on('error', reject);
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: yauzl.Entry) => {
      const { fileName } = entry;
      size += entry.uncompressedSize;
      const refusal = complaint(entry, called) ?? (size > MOST_UNPACKED ? tooLarge(called, fileName) : null);
      if (refusal) return reject(new Refused(refusal));
      if (names.has(fileName)) return reject(new Refused(twice(called, fileName)));
      names.add(fileName);
      // Folders have no content.
      if (!fileName.endsWith('/')) found.push(entry);
      return zip.readEntry();
    });
    zip.readEntry();
  });
}

function complaint(entry: yauzl.Entry, called: string): ZipRefusal | null {
  const { fileName } = entry;
  const shown = fileName.slice(0, 200);
  if ((entry.generalPurposeBitFlag & IS_ENCRYPTED) !== 0)
    return {
      code: 'zip_encrypted',
      entry: fileName,
      sentence: `${called} has a file “${shown}” that needs a password.`,
      instead: 'Pack the folder again without a password.',
    };
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK)
    return {
      code: 'zip_link',
      entry: fileName,
      sentence: `${called} has a link “${shown}” in place of a file.`,
      instead: 'Put the file itself in the place of the link, and pack the folder again.',
    };
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return {
      code: 'zip_method',
      entry: fileName,
      sentence: `${called} has a file “${shown}” that is packed in a way that is not known here.`,
      instead: 'Pack the folder again as a usual zip file.',
    };
  return null;
}

const tooLarge = (called: string, entry: string): ZipRefusal => ({
  code: 'zip_size',
  entry,
  sentence: `${called} grows beyond ${MOST_UNPACKED / 1_000_000} MB with “${entry.slice(0, 200)}”.`,
  instead: 'Split it, or take large files out of it.',
});

const twice = (called: string, entry: string): ZipRefusal => ({
  code: 'zip_twice',
  entry,
  sentence: `${called} has two files of the name “${entry.slice(0, 200)}”.`,
  instead: AGAIN,
});

/** The bytes of a file, as many as its directory says and no more. */
function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry, left: number, called: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const broken = (error: unknown) => reject(new Refused(brokenBy(error, called, entry.fileName)));
    zip.openReadStream(entry, (error, stream) => {
      if (error) return broken(error);
      const parts: Buffer[] = [];
      let size = 0;
      stream.on('error', broken);
      stream.on('data', (part: Buffer) => {
        size += part.length;
        if (size > left) {
          stream.destroy();
          reject(new Refused(tooLarge(called, entry.fileName)));
        } else parts.push(part);
      });
      stream.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
      return undefined;
    });
  });
}

// What a zip says about its files beside their bytes is always the same, so that the same files make the same zip. Its times have no zone,
// so this is midnight wherever it is written.
const WRITTEN = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const;

/** A zip of files in their order. The same files give the same bytes. */
export async function zip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const file = new yazl.ZipFile();
  for (const { name, bytes } of entries)
    file.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, WRITTEN);
  file.end();
  return new Uint8Array(await buffer(file.outputStream));
}
