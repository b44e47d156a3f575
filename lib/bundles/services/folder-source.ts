import { BUNDLE_ENTITIES, type BundleKind } from '#lib/base/core/kinds.ts';
import { LIST_KINDS } from '../core/bundle.ts';
import {
  around,
  CONCEPT_FILE,
  DOMAIN_FILE,
  type FolderPart,
  LESSON_END,
  LOOSE_CONCEPTS,
  LOOSE_SPARKS,
  LOOSE_TRAILS,
  MANIFEST_FILE,
  ORDER_FILE,
  PACKAGE_END,
  partsOf,
  TRAIL_FILE,
} from '../core/folder.ts';
import { readFileText, readLessonText } from '../core/folder-file.ts';
import { type MovedLesson, movedLessons, moveNotice } from '../core/folder-moves.ts';
import { folderOf, nameOf, ROOT_FILE } from '../core/folder-names.ts';
import { type FolderContent, type FolderFault, readFolder } from '../core/folder-read.ts';
import type { BundleItem } from '../core/item.ts';
import type { BundleProblem } from '../core/problem.ts';
import type { FolderFiles } from './folder-disk.ts';
import { Lines, locator, pointerOf } from './folder-places.ts';
import type { BundleSource } from './reader.ts';

/** A folder that was looked through, its lessons without their text. */
export interface OpenFolder {
  content: FolderContent;
  parts: ReadonlyMap<string, FolderPart>;
  /** The files that an export wrote. */
  manifest: ReadonlySet<string>;
  problems: BundleProblem[];
  moved: MovedLesson[];
}

const CHUNK = 256 * 1024;

/** A folder of Markdown as a bundle, which is read file by file and never held as a whole. */
export async function folderSource(files: FolderFiles): Promise<BundleSource> {
  const folder = await openFolder(files);
  const { content, problems, moved } = folder;
  return {
    name: files.name,
    open: () => bytesOf(files, content),
    files: { problems, moved, is_complete: content.is_complete, locate: locator(files, content), disk: files },
  };
}

/** Reads what the files of a folder say, up to the text of its lessons. */
export async function openFolder(files: FolderFiles): Promise<OpenFolder> {
  const parts = partsOf(files.paths);
  const lines = async (path: string) =>
    files.paths.includes(path) ? new TextDecoder().decode(await files.read(path)) : '';
  const manifest = new Set((await lines(MANIFEST_FILE)).split(/\r?\n/).filter(Boolean));
  const data = new Map<string, Record<string, unknown>>();
  const faults: (FolderFault | BundleProblem)[] = [];
  for (const [path, part] of parts) {
    if (part === 'stray' && !isAmongContent(path, parts, manifest)) continue;
    const file = readFileText(path, await files.read(path));
    if (part === 'stray') {
      if (file.yaml !== null) faults.push(misplaced(path));
    } else if (file.data) data.set(path, file.data);
    if (part !== 'stray') faults.push(...file.problems);
  }
  if (!parts.has(ROOT_FILE)) faults.push(noRoot());
  const content = readFolder(parts, data, await lines(ORDER_FILE));
  const problems: BundleProblem[] = [];
  const texts = new Lines(files);
  for (const fault of [...faults, ...content.faults])
    problems.push('at' in fault ? await texts.place({ ...fault, path: pointerOf(content, fault) }) : fault);
  const moved = movedLessons(content, files.paths, manifest);
  const notices = [...moved.map((lesson) => moveNotice(lesson)), ...gone(files, content, manifest)];
  return { content, parts, manifest, moved, problems: [...problems, ...notices] };
}

/** The bundle as JSON, in pieces. The text of a lesson is read when its turn has come. */
async function* bytesOf(files: FolderFiles, content: FolderContent): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // Alone, for it tells already that this is no NDJSON.
  yield encoder.encode('{\n');
  let text = '';
  let before = '';
  for (const [name, value] of Object.entries(content.header)) {
    text += `${before}${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    before = ',\n';
  }
  for (const list of content.lists) {
    text += `${before}"${list}": [`;
    before = '';
    const kind = LIST_KINDS.get(list);
    for (const { item, file } of (kind && content.entries.get(kind)) ?? []) {
      const is_lesson = list === BUNDLE_ENTITIES.spark.list;
      const whole = is_lesson ? { ...item, content_md: readLessonText(await files.read(file)) } : item;
      text += `${before}${JSON.stringify(whole)}`;
      before = ',\n';
      if (text.length < CHUNK) continue;
      yield encoder.encode(text);
      text = '';
    }
    text += ']';
    before = ',\n';
  }
  yield encoder.encode(`${text}\n}\n`);
}

/** Whether a file lies where content does, so that Markdown there may well be a lesson gone astray. */
function isAmongContent(path: string, parts: ReadonlyMap<string, FolderPart>, manifest: ReadonlySet<string>): boolean {
  const [top = ''] = path.split('/');
  if (manifest.has(path) || [LOOSE_TRAILS, LOOSE_CONCEPTS, LOOSE_SPARKS].includes(top)) return true;
  return [DOMAIN_FILE, TRAIL_FILE, CONCEPT_FILE].some(
    (name) => around(folderOf(path), name, (one) => parts.has(one)) !== null,
  );
}

function misplaced(file: string): BundleProblem {
  return {
    code: 'misplaced_file',
    severity: 'error',
    path: '',
    kind: 'spark',
    slug: null,
    message: `${file} has front matter, but it does not lie where lessons are.`,
    hint: `Move it beside a ${CONCEPT_FILE}, or into ${LOOSE_SPARKS}. Notes of your own need no front matter.`,
    file,
    line: 1,
  };
}

function noRoot(): BundleProblem {
  return {
    code: 'missing_file',
    severity: 'error',
    path: '',
    kind: null,
    slug: null,
    message: `There is no ${ROOT_FILE} in this folder.`,
    hint: 'Name the folder that was exported, or bring the file back.',
    file: ROOT_FILE,
  };
}

/** Files that an export wrote and that are gone, with what was in them. An import adds and changes; it removes nothing. */
function gone(files: FolderFiles, content: FolderContent, manifest: ReadonlySet<string>): BundleProblem[] {
  const paths = new Set(files.paths);
  const slugs = (kind: BundleKind) =>
    new Set((content.entries.get(kind) ?? []).map(({ item }: { item: BundleItem }) => item.slug ?? item.spark_slug));
  const here = {
    spark: slugs('spark'),
    package: slugs('package'),
    domain: slugs('domain'),
    trail: slugs('trail'),
    concept: slugs('concept'),
  };
  const describing: Record<string, keyof typeof here> = {
    [DOMAIN_FILE]: 'domain',
    [TRAIL_FILE]: 'trail',
    [CONCEPT_FILE]: 'concept',
  };
  return [...manifest].flatMap((file): BundleProblem[] => {
    if (paths.has(file) || file === ROOT_FILE) return [];
    const name = nameOf(file);
    const kind =
      describing[name] ?? (name.endsWith(PACKAGE_END) ? 'package' : name.endsWith(LESSON_END) ? 'spark' : null);
    const slug = describing[name] ? nameOf(folderOf(file)) : name.replace(PACKAGE_END, '').replace(LESSON_END, '');
    // Under another name it is here still.
    if (kind && here[kind].has(slug)) return [];
    return [
      {
        code: 'missing_file',
        severity: 'warning',
        path: '',
        kind,
        slug: kind && slug,
        message: `${file} was exported and is gone. What was in it stays in the studio.`,
        hint: 'An import removes nothing: delete it in the studio, or bring the file back.',
        file,
      },
    ];
  });
}
