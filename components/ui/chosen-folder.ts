/** A file of a folder that somebody chose, by its path in it. */
export interface FolderFile {
  path: string;
  file: File;
}

/** A folder that somebody chose or dropped. Its files are looked for when they are wanted. */
export interface ChosenFolder {
  name: string;
  /** How many folders and files were dropped beside it. */
  beside?: number;
  /** `leavesOut` says of a path that nobody wants it: what lies below is not looked at. */
  read: (leavesOut: (path: string) => boolean) => Promise<FolderFile[]>;
}

/** The folder behind the files of an input with `webkitdirectory`: their paths begin with its name. An empty one has no name here. */
export function folderOfInput(files: readonly File[]): ChosenFolder {
  const [name = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
  const inside = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { name, read: async (leavesOut) => inside.filter(({ path }) => !leavesOut(path)) };
}

/** The first folder among what was dropped; null where there are files alone. To be asked while the drop is being told. */
export function folderOfDrop(items: DataTransferItemList): ChosenFolder | null {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const folder = entries.find((entry) => entry?.isDirectory) as FileSystemDirectoryEntry | undefined;
  if (!folder) return null;
  const read: ChosenFolder['read'] = (leavesOut) => filesBelow(folder, '', leavesOut);
  return { name: folder.name, beside: entries.filter((entry) => entry !== null).length - 1, read };
}

async function filesBelow(
  folder: FileSystemDirectoryEntry,
  above: string,
  leavesOut: (path: string) => boolean,
): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = above + entry.name;
    if (leavesOut(path)) continue;
    if (entry.isDirectory) found.push(...(await filesBelow(entry as FileSystemDirectoryEntry, `${path}/`, leavesOut)));
    else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
  }
  return found;
}

/** The browser tells of a folder some entries at a time, until there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
