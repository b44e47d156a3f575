import { LIST_KINDS } from '#lib/core/bundle';
import { type BundleItem, keyOf } from '#lib/core/bundle-item';
import { type BundleProblem, pointer, pointerParts } from '#lib/core/bundle-problem';
import {
  around,
  CONCEPT_FILE,
  DOMAIN_FILE,
  type FolderPart,
  folderOf,
  LESSON_END,
  LOOSE_CONCEPTS,
  LOOSE_SPARKS,
  LOOSE_TRAILS,
  MANIFEST_FILE,
  nameOf,
  ORDER_FILE,
  PACKAGE_END,
  partsOf,
  ROOT_FILE,
  TRAIL_FILE,
} from '#lib/core/folder';
import { type FolderContent, type FolderEntry, type FolderFault, readFolder } from '#lib/core/folder-read';
import { BUNDLE_ENTITIES, type BundleKind } from '#lib/core/kinds';
import type { BundleSource, SourceFiles } from './bundle-reader.ts';
import { type FileText, readFileText } from './folder-file.ts';
import { lineFinder, type YamlPath } from './folder-yaml.ts';

/** The files of a folder, wherever they are. Paths are relative, with slashes. */
export interface FolderFiles {
  name: string;
  paths: string[];
  read(path: string): Promise<Uint8Array>;
}

/** A folder that was looked through, its lessons without their text. */
export interface OpenFolder {
  content: FolderContent;
  parts: ReadonlyMap<string, FolderPart>;
  /** The files that an export wrote. */
  manifest: ReadonlySet<string>;
  problems: BundleProblem[];
}

const CHUNK = 256 * 1024;

/** A folder of Markdown as a bundle, which is read file by file and never held as a whole. */
export async function folderSource(files: FolderFiles): Promise<BundleSource> {
  const folder = await openFolder(files);
  const { content, problems } = folder;
  return {
    name: files.name,
    open: () => bytesOf(files, content),
    files: { problems, is_complete: content.is_complete, locate: locator(files, content) },
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
  return { content, parts, manifest, problems: [...problems, ...gone(files, content, manifest)] };
}

/** The bundle as JSON, in pieces. The text of a lesson is read when its turn has come. */
async function* bytesOf(files: FolderFiles, content: FolderContent): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '{\n';
  let before = '';
  for (const [name, value] of Object.entries(content.header)) {
    text += `${before}${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    before = ',\n';
  }
  for (const list of content.lists) {
    text += `${before}"${list}": [`;
    before = '';
    for (const { item, file } of content.entries.get(LIST_KINDS.get(list) as BundleKind) ?? []) {
      const is_lesson = list === BUNDLE_ENTITIES.spark.list;
      const whole = is_lesson ? { ...item, content_md: readFileText(file, await files.read(file)).body } : item;
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

/** Finds the files and lines of problems that the check or the database found in the bundle. */
function locator(files: FolderFiles, content: FolderContent): SourceFiles['locate'] {
  return async (problems) => {
    const texts = new Lines(files);
    const located: BundleProblem[] = [];
    for (const problem of problems) {
      const worded = inWordsOfFolder(problem, content);
      const found = entryOf(content, problem);
      if (found) located.push(await texts.place({ ...worded, file: found.entry.file, at: found.at }));
      else located.push(await texts.place({ ...worded, file: ROOT_FILE, at: headerPath(problem) }));
    }
    return located;
  };
}

function headerPath(problem: BundleProblem): string[] {
  return ['header', ...pointerParts(problem.path)];
}

/** What a pointer leads to, or, where it leads to a whole list, what the problem names. */
function entryOf(content: FolderContent, { path, kind, slug }: BundleProblem) {
  const [list = '', position, ...rest] = pointerParts(path);
  const of = LIST_KINDS.get(list) ?? kind;
  const entries = (of && content.entries.get(of)) ?? [];
  const entry =
    position === undefined ? entries.find(({ item }) => of && keyOf(of, item) === slug) : entries[Number(position)];
  return entry && { entry, at: [...entry.at, ...rest] };
}

/** Problems of a folder speak of files, not of places in a bundle that nobody sees. */
function inWordsOfFolder(problem: BundleProblem, content: FolderContent): BundleProblem {
  const message = problem.message
    .replace(/first at (\/\w+\/\d+)/, (whole, path) => {
      const first = entryOf(content, { ...problem, path });
      return first ? `first in ${first.entry.file}` : whole;
    })
    .replace(/ in this bundle\.$/, ' in this folder.');
  if (problem.code !== 'unresolved_reference' || !content.is_complete) return { ...problem, message };
  const hint = `Add its file, or correct the slug. Where a folder builds on more than it holds, ${ROOT_FILE} says is_complete: false.`;
  return { ...problem, message, hint };
}

/** The pointer of what a fault is about, as far as a bundle has such a thing. */
function pointerOf(content: FolderContent, fault: FolderFault): string {
  if (fault.file === ROOT_FILE) return pointer(...fault.at.filter((part) => part !== 'header'));
  for (const [kind, entries] of content.entries) {
    const position = entries.findIndex(
      ({ file, at }) => file === fault.file && at.every((part, n) => part === fault.at[n]),
    );
    if (position < 0) continue;
    const entry = entries[position] as FolderEntry;
    return pointer(BUNDLE_ENTITIES[kind].list, position, ...fault.at.slice(entry.at.length));
  }
  return '';
}

type Unplaced = BundleProblem & Pick<FolderFault, 'file' | 'at'>;

/** Finds lines; the last file is kept, for problems come file by file. */
class Lines {
  private readonly files: FolderFiles;
  private file = '';
  private text: FileText | null = null;
  private find: (path: YamlPath) => number | null = () => null;

  constructor(files: FolderFiles) {
    this.files = files;
  }

  async place({ at, ...problem }: Unplaced): Promise<BundleProblem> {
    await this.open(problem.file);
    if (!this.text) return problem;
    const { yaml, yaml_line, body, body_line } = this.text;
    const is_text = at.length === 1 && at[0] === 'content_md' && this.find(at) === null;
    if (is_text && body !== null) return { ...problem, line: body_line };
    return { ...problem, line: yaml === null ? 1 : yaml_line - 1 + this.lineOf(at) };
  }

  /** The line of a place in the YAML or, of what is not there, of the nearest thing around it. */
  private lineOf(at: YamlPath): number {
    const path = at.map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part));
    const exact = this.find(path);
    if (exact !== null) return exact;
    // A field that is none of ours is written under extras.
    for (const n of path.keys()) {
      const line = this.find([...path.slice(0, n), 'extras', ...path.slice(n)]);
      if (line !== null) return line;
    }
    for (let length = path.length - 1; length > 0; length--) {
      const line = this.find(path.slice(0, length));
      if (line !== null) return line;
    }
    return 1;
  }

  private async open(file: string): Promise<void> {
    if (file === this.file) return;
    this.file = file;
    this.text = this.files.paths.includes(file) ? readFileText(file, await this.files.read(file)) : null;
    this.find = this.text?.yaml ? lineFinder(this.text.yaml) : () => null;
  }
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
