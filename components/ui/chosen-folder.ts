/** A file of a folder that somebody chose, by its path in it. */
export interface FolderFile {
  path: string;
  file: File;
}

/** A folder that somebody chose or dropped. Its files are looked for when they are wanted. */
export interface ChosenFolder {
  name: string;
  /** `leavesOut` says of a path that nobody wants it: what lies below is not looked at. */
  read: (leavesOut: (path: string) => boolean) => Promise<FolderFile[]>;
}

/** The folder behind the files of an input with `webkitdirectory`: their paths begin with its name. */
export function folderOfInput(files: readonly File[]): ChosenFolder | null {
  const [first] = files;
  if (!first) return null;
  const [name = ''] = first.webkitRelativePath.split('/');
  const inside = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { name, read: async (leavesOut) => inside.filter(({ path }) => !leavesOut(path)) };
}

/** The first folder among what was dropped; null where there are files alone. To be asked while the drop is being told. */
export function folderOfDrop(items: DataTransferItemList): ChosenFolder | null {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const folder = entries.find((entry) => entry?.isDirectory) as FileSystemDirectoryEntry | undefined;
  return folder ? { name: folder.name, read: (leavesOut) => filesBelow(folder, '', leavesOut) } : null;
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
