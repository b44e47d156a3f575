import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { below, folderOf, nameOf, OWN_FOLDER, ROOT_FILE } from './folder-names.ts';
import type { BundleItem } from './item.ts';

// A folder of Markdown: one file a spark, a folder a concept, trail and domain, each with a file that describes it. Names that
// begin with an underscore are ours: no slug does.

export const DOMAIN_FILE = '_domain.yaml';
export const TRAIL_FILE = '_trail.yaml';
export const CONCEPT_FILE = '_concept.yaml';
export const BEACON_FILE = '_beacons.yaml';
export const ASSET_FILE = '_assets.yaml';
/** Relations of which neither end has a file here. */
export const LOOSE_FILE = '_loose.yaml';
/** Trails whose domain is elsewhere, concepts without a trail here, sparks that stand in no concept here. */
export const LOOSE_TRAILS = '_trails';
export const LOOSE_CONCEPTS = '_concepts';
export const LOOSE_SPARKS = '_sparks';
export const LESSON_END = '.md';
export const PACKAGE_END = '.package.yaml';
/** Of the tool itself: the files it wrote, and the order in which entities came. */
export const MANIFEST_FILE = `${OWN_FOLDER}/files`;
export const ORDER_FILE = `${OWN_FOLDER}/order`;

// Kinds with files of their own. All others stand in the file of what they belong to where a folder knows such a place
// (folder-layout.ts), and in the file of loose ones where it does not: no kind can be left out of a folder.
const WITH_FILES: readonly BundleKind[] = ['domain', 'trail', 'concept', 'spark', 'beacon', 'asset'];

/** The lists that a file of the root may hold, and no other. */
export const LIST_FILES: ReadonlyMap<string, readonly BundleKind[]> = new Map([
  [BEACON_FILE, ['beacon']],
  [ASSET_FILE, ['asset']],
  [LOOSE_FILE, BUNDLE_KINDS.filter((kind) => !WITH_FILES.includes(kind))],
]);

/** A file as data: what its YAML says and, for a lesson, the Markdown under it. */
export interface FolderDocument {
  data: Record<string, unknown>;
  body?: string;
}

export type FolderPart =
  | 'root'
  | 'domain'
  | 'trail'
  | 'concept'
  | 'lists'
  | 'package'
  /** A lesson, for it stands where lessons do. */
  | 'lesson'
  /** Markdown elsewhere: somebody's notes, unless its front matter says that it was meant as a lesson. */
  | 'stray';

const DESCRIBING: Record<string, FolderPart> = {
  [DOMAIN_FILE]: 'domain',
  [TRAIL_FILE]: 'trail',
  [CONCEPT_FILE]: 'concept',
};

/** What each file of a folder is, by its place; files that are nobody's business here are left out. */
export function partsOf(paths: Iterable<string>): Map<string, FolderPart> {
  const all = new Set(paths);
  const parts = new Map<string, FolderPart>();
  for (const path of [...all].sort(compareText)) {
    const [name, folder] = [nameOf(path), folderOf(path)];
    const is_lesson_place = folder === LOOSE_SPARKS || all.has(below(folder, CONCEPT_FILE));
    const describing = folder === '' ? undefined : DESCRIBING[name];
    if (path === ROOT_FILE) parts.set(path, 'root');
    else if (describing) parts.set(path, describing);
    else if (LIST_FILES.has(path)) parts.set(path, 'lists');
    else if (name.endsWith(PACKAGE_END)) {
      if (is_lesson_place) parts.set(path, 'package');
    } else if (name.endsWith(LESSON_END)) {
      if (!/^readme\.md$/i.test(name)) parts.set(path, is_lesson_place ? 'lesson' : 'stray');
    }
  }
  return parts;
}

/** The nearest folder at or above one that has a describing file of this name, or null. */
export function around(folder: string, name: string, has: (path: string) => boolean): string | null {
  for (let at = folder; ; at = folderOf(at)) {
    if (has(below(at, name))) return at;
    if (at === '') return null;
  }
}

/** The fields of a kind as a file spells them: the known ones by name, everything else together under `extras`. */
export function toData(kind: BundleKind, item: BundleItem, left_out: readonly string[] = []): Record<string, unknown> {
  const names = fieldsOf(kind);
  const data: Record<string, unknown> = {};
  const extras: Record<string, unknown> = {};
  for (const name of names) if (item[name] !== undefined && !left_out.includes(name)) data[name] = item[name];
  for (const [name, value] of Object.entries(item)) if (!names.includes(name)) extras[name] = value;
  if (Object.keys(extras).length > 0) data.extras = extras;
  return data;
}

/** The names of a kind's references and fields, as bundles spell them. */
export function fieldsOf(kind: BundleKind): string[] {
  const { refs, fields } = BUNDLE_ENTITIES[kind];
  return [...refs.map((ref) => ref.field), ...Object.keys(fields)];
}

/** By code points, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
