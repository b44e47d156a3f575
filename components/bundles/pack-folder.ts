import type { ChosenFolder, FolderFile } from '#components/ui/chosen-folder.ts';
import { MOST_ENTRIES, MOST_UNPACKED } from '#lib/base/core/zip-limits.ts';
import { isLeftOut } from '#lib/bundles/core/left-out.ts';
import { bundlesText } from './text.ts';

/** Why a folder was not packed. */
export interface PackRefusal {
  title: string;
  /** What to do, where the title does not say it. */
  next: string;
}

export type Packed = { ok: true; file: File } | { ok: false; refusal: PackRefusal };

interface PackOptions {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

// What a zip says of its files beside their bytes: always the same, so that the same folder gives the same bytes.
const WRITTEN = { mtime: new Date(1980, 0, 1), level: 6 } as const;

/** Packs a folder into a file that is called like it; a folder that the studio would refuse for its size is not read at all. */
export async function packFolder(folder: ChosenFolder, options: PackOptions): Promise<Packed> {
  const { name, beside = 0 } = folder;
  if (beside > 0)
    return { ok: false, refusal: { title: bundlesText.oneFolder(name, beside), next: bundlesText.oneFolderNext } };
  try {
    let isLeft = false;
    const files = await folder.read((path) => {
      options.signal.throwIfAborted();
      const leaves = isLeftOut(path);
      isLeft ||= leaves;
      return leaves;
    });
    if (files.length === 0)
      return {
        ok: false,
        refusal: { title: bundlesText.folderEmpty, next: isLeft ? bundlesText.folderEmptyNext : '' },
      };
    const refusal = refusalOf(folder.name, files);
    if (refusal) return { ok: false, refusal };
    return { ok: true, file: new File(await packed(folder.name, files, options), folder.name) };
  } catch {
    options.signal.throwIfAborted();
    // Files may be gone meanwhile, or closed to whoever chose them.
    return { ok: false, refusal: { title: bundlesText.folderUnread(folder.name), next: '' } };
  }
}

function refusalOf(name: string, files: readonly FolderFile[]): PackRefusal | null {
  const number = new Intl.NumberFormat('en');
  const next = bundlesText.chooseSmaller;
  if (files.length > MOST_ENTRIES)
    return { title: bundlesText.tooMany(name, number.format(files.length), number.format(MOST_ENTRIES)), next };
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const mega = (size: number) => number.format(Math.ceil(size / 1_000_000));
  return bytes > MOST_UNPACKED ? { title: bundlesText.tooLarge(name, mega(bytes), mega(MOST_UNPACKED)), next } : null;
}

async function packed(name: string, files: readonly FolderFile[], { signal, onProgress }: PackOptions) {
  const { Zip, ZipDeflate } = await import('fflate');
  const parts: BlobPart[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part.slice());
  });
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [nth, { path, file }] of sorted.entries()) {
    signal.throwIfAborted();
    onProgress(nth, sorted.length);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const entry = new ZipDeflate(`${name}/${path}`, WRITTEN);
    zip.add(entry);
    entry.push(bytes, true);
  }
  zip.end();
  return parts;
}
