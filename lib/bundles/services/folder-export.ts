import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BUNDLE_ENTITIES, BUNDLE_KINDS } from '#lib/base/core/kinds.ts';
import { CONCEPT_FILE, DOMAIN_FILE, LOOSE_FILE, MANIFEST_FILE, ORDER_FILE, TRAIL_FILE } from '../core/folder.ts';
import { readFileText, writeFileText } from '../core/folder-file.ts';
import { layOut, type Standing } from '../core/folder-layout.ts';
import { below, folderOf, OWN_FOLDER, ROOT_FILE } from '../core/folder-names.ts';
import { diskFiles, type FolderFiles } from './folder-disk.ts';
import { type OpenFolder, openFolder } from './folder-source.ts';

/** What a folder was changed by an export: paths of files, and how many stayed as they were. */
export interface FolderReceipt {
  written: string[];
  removed: string[];
  unchanged: number;
}

/** Two branches that both add lines to these files keep both; the order of the lines is only a memory. */
const ATTRIBUTES = 'files merge=union\norder merge=union\n';

/**
 * Writes a bundle into a folder: only files that change, and of those that are there none but its own are removed. Files that
 * people renamed keep their names.
 */
export async function writeFolder(root: string, bundle: Record<string, unknown>): Promise<FolderReceipt> {
  await mkdir(root, { recursive: true });
  const files = await diskFiles(root);
  const folder = await openFolder(files);
  const standing = standingOf(files, folder, bundle);
  const { documents, order } = layOut(bundle, standing);
  const texts = new Map([...documents].map(([file, document]) => [file, writeFileText(document)]));
  const manifest = [...texts.keys()].sort();

  const here = new Set(files.paths);
  const read = async (file: string) => (here.has(file) ? Buffer.from(await files.read(file)) : null);
  const is_superseded = new Set(standing.files.values());
  const removed = files.paths.filter(
    (file) => !texts.has(file) && (folder.manifest.has(file) || is_superseded.has(file)),
  );
  const written: string[] = [];
  for (const [file, text] of texts) if (!(await read(file))?.equals(Buffer.from(text))) written.push(file);
  if (removed.length === 0 && written.join() === ROOT_FILE && isSameHeader(await read(ROOT_FILE), texts.get(ROOT_FILE)))
    written.pop();

  const own = new Map([
    [`${OWN_FOLDER}/.gitattributes`, ATTRIBUTES],
    [ORDER_FILE, order],
    // Before the rest with all that may be there on the way: whatever stops an export, the next one knows its files.
    [MANIFEST_FILE, lines([...new Set([...manifest, ...removed])].sort())],
  ]);
  for (const [file, text] of own) if (!(await read(file))?.equals(Buffer.from(text))) await replace(root, file, text);
  for (const file of written) await replace(root, file, texts.get(file) ?? '');
  for (const file of removed) await remove(root, file);
  if (removed.length > 0) await replace(root, MANIFEST_FILE, lines(manifest));
  return { written: written.sort(), removed, unchanged: texts.size - written.length };
}

/** Which files have the entities of a bundle now, and which are somebody's own. */
function standingOf(files: FolderFiles, folder: OpenFolder, bundle: Record<string, unknown>): Standing {
  const names = new Set<string>();
  for (const kind of BUNDLE_KINDS)
    for (const item of (bundle[BUNDLE_ENTITIES[kind].list] ?? []) as Record<string, unknown>[])
      names.add(`${kind}:${item.slug ?? item.spark_slug}`);
  const here = new Set(files.paths);
  const entities = new Map<string, string>();
  const ours = new Set<string>();
  for (const kind of ['domain', 'trail', 'concept', 'spark', 'package'] as const) {
    for (const { item, file } of folder.content.entries.get(kind) ?? []) {
      const name = `${kind}:${item.slug ?? item.spark_slug}`;
      if (!names.has(name) || entities.has(name) || file === LOOSE_FILE) continue;
      entities.set(name, file);
      ours.add(file);
    }
  }
  const isForeign = (file: string) => here.has(file) && !folder.manifest.has(file) && !ours.has(file);
  const describing = [DOMAIN_FILE, TRAIL_FILE, CONCEPT_FILE];
  return {
    files: entities,
    isForeign: (file) => [file, ...describing.map((name) => below(file, name))].some(isForeign),
  };
}

/**
 * Whether the header on disk says the same but for when it was exported. A folder of which nothing else changed keeps it: its
 * older base is as good, and an export without a change is one without a difference.
 */
function isSameHeader(before: Uint8Array | null, after = ''): boolean {
  if (!before) return false;
  const [old, made] = [before, Buffer.from(after)].map((bytes) => steady(readFileText(ROOT_FILE, bytes).data));
  return old !== null && old === made;
}

function steady(root: Record<string, unknown> | null): string | null {
  const header = root?.header as Record<string, unknown> | undefined;
  const metadata = header?.metadata as Record<string, unknown> | undefined;
  if (typeof metadata?.base_revision !== 'number') return null;
  const { base_revision: _, generated_at: __, ...rest } = metadata;
  const label = String(header?.version_label).replace(/^working-\d{4}-\d{2}-\d{2}$/, 'working');
  return JSON.stringify({ ...root, header: { ...header, version_label: label, metadata: rest } });
}

function lines(names: string[]): string {
  return names.map((name) => `${name}\n`).join('');
}

/** Beside its place first: nobody ever sees half a file. */
async function replace(root: string, file: string, text: string): Promise<void> {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await writeFile(`${target}.part`, text);
    await rename(`${target}.part`, target);
  } catch (error) {
    await rm(`${target}.part`, { force: true });
    throw error;
  }
}

async function remove(root: string, file: string): Promise<void> {
  await rm(path.join(root, file), { force: true });
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    // Folders go when they are empty, and only then.
    const is_gone = await rmdir(path.join(root, folder)).then(
      () => true,
      () => false,
    );
    if (!is_gone) return;
  }
}
