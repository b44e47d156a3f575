import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import { LIST_KINDS } from '../core/bundle.ts';
import { type FileText, readFileText } from '../core/folder-file.ts';
import { ROOT_FILE } from '../core/folder-names.ts';
import type { FolderContent, FolderFault } from '../core/folder-read.ts';
import { lineFinder, type YamlPath } from '../core/folder-yaml.ts';
import { keyOf } from '../core/item.ts';
import { type BundleProblem, pointer, pointerParts } from '../core/problem.ts';
import type { FolderFiles } from './folder-disk.ts';
import type { SourceFiles } from './reader.ts';

/** Finds the files and lines of problems that the check or the database found in the bundle. */
export function locator(files: FolderFiles, content: FolderContent): SourceFiles['locate'] {
  return async (problems) => {
    const texts = new Lines(files);
    const located: BundleProblem[] = [];
    for (const problem of problems) {
      // What is wrong with the files themselves says where.
      if (problem.file !== undefined) {
        located.push(problem);
        continue;
      }
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
export function pointerOf(content: FolderContent, fault: FolderFault): string {
  if (fault.file === ROOT_FILE) return pointer(...fault.at.filter((part) => part !== 'header'));
  let found = '';
  let longest = -1;
  for (const [kind, entries] of content.entries) {
    for (const [position, { file, at }] of entries.entries()) {
      // A link within a lesson is a link first.
      if (file !== fault.file || at.length <= longest || at.some((part, n) => part !== fault.at[n])) continue;
      longest = at.length;
      found = pointer(BUNDLE_ENTITIES[kind].list, position, ...fault.at.slice(at.length));
    }
  }
  return found;
}

type Unplaced = BundleProblem & Pick<FolderFault, 'file' | 'at'>;

/** Finds lines; the last file is kept, for problems come file by file. */
export class Lines {
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
