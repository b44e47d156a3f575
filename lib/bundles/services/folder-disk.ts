import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { below, folderOf, OWN_FOLDER } from '../core/folder-names.ts';

/** The files of a folder, wherever they are. Paths are relative, with slashes. */
export interface FolderFiles {
  name: string;
  paths: string[];
  read(path: string): Promise<Uint8Array>;
}

/** The files of a folder on disk. What is hidden or linked to is not looked at, but for what a tool keeps in a folder of its own. */
export async function diskFiles(root: string, own = OWN_FOLDER): Promise<FolderFiles> {
  const paths: string[] = [];
  const walk = async (folder: string) => {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const name = below(folder, entry.name);
      const is_hidden = entry.name.startsWith('.') && folderOf(name) !== own && name !== own;
      if (is_hidden || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) await walk(name);
      else if (entry.isFile()) paths.push(name);
    }
  };
  await walk('');
  return {
    name: path.basename(path.resolve(root)),
    paths: paths.sort(),
    read: (file) => readFile(path.join(root, file)),
  };
}
