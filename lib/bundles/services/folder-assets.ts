import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Asset } from '#lib/assets/data/assets.ts';
import { isWhatItSays, openFile } from '#lib/assets/data/assets.ts';
import { keepFile, type Upload, uploadAsset } from '#lib/assets/services/upload.ts';
import { assetAddress, keyInAddress } from '#lib/base/core/asset-address.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import type { BundleProblem } from '../core/problem.ts';
import type { FolderFiles } from './folder-disk.ts';

// In a folder a file lies where lessons say it is, `assets/{key}/{name}` from the root, so nothing in them has to be rewritten.

/** Writes the files that a bundle names, those that are not there yet. Gives their paths. */
export async function writeFolderAssets(
  db: Db,
  workspace_id: string,
  root: string,
  bundle: Record<string, unknown>,
): Promise<string[]> {
  const written: string[] = [];
  for (const asset of (bundle.assets ?? []) as Partial<Asset>[]) {
    const { sha256, path: name } = asset;
    if (!sha256 || !name) continue;
    const file = decodeURIComponent(assetAddress({ sha256, path: name })).slice(1);
    const target = path.join(root, file);
    if (await stat(target).catch(() => null)) continue;
    // A bundle may have named it without bringing it, and what lies below its name could be something else.
    if (!(await isWhatItSays(db, { workspace_id, sha256 }))) continue;
    const bytes = await openFile(db, { workspace_id, sha256 });
    if (!bytes) continue;
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(`${target}.part`, bytes);
    await rename(`${target}.part`, target);
    written.push(file);
  }
  return written;
}

/** A file of a folder that was not taken, and why. */
export interface RefusedAsset {
  file: string;
  message: string;
}

export interface BroughtFiles {
  taken: number;
  refused: RefusedAsset[];
}

/** Uploads the files of a folder, as the person. One that the workspace has already costs a look. */
export function readFolderAssets(db: Db, workspace_id: string, files: FolderFiles): Promise<BroughtFiles> {
  return bringFiles(files, (upload) => uploadAsset(db, workspace_id, upload));
}

/**
 * Puts the files of a folder into storage before its import is applied, for a plan that somebody decides on when the folder is no longer
 * at hand; the import enters them. Gives what the plan says of those that cannot come along.
 */
export async function keepFolderAssets(db: Db, workspace_id: string, files: FolderFiles): Promise<BundleProblem[]> {
  const { refused } = await bringFiles(files, (upload) => keepFile(db, workspace_id, upload));
  return refused.map(({ file, message }) => ({
    code: 'refused_file',
    severity: 'warning',
    path: '',
    kind: 'asset',
    slug: null,
    message: `${file} does not come along. ${message}`,
    hint: 'Lessons that show it have a gap there until it is uploaded.',
    file,
  }));
}

async function bringFiles(
  files: FolderFiles,
  bring: (upload: Upload) => Promise<Result<unknown>>,
): Promise<BroughtFiles> {
  const refused: RefusedAsset[] = [];
  let taken = 0;
  return withTemporary(async (folder) => {
    for (const file of files.paths) {
      const key = keyInAddress(`/${file}`);
      if (key === null) continue;
      const bytes = await files.read(file);
      const digest = createHash('sha256').update(bytes).digest('hex');
      if (!digest.startsWith(key)) {
        refused.push({
          file,
          message: 'It has been changed, and its address names what it was. Upload it in the studio.',
        });
        continue;
      }
      const copy = path.join(folder, digest);
      await writeFile(copy, bytes);
      const brought = await bring({ file: copy, file_name: path.basename(file), key });
      if (brought.ok) taken++;
      else refused.push({ file, message: brought.problem.message });
    }
    return { taken, refused };
  });
}
