import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import {
  BRIEF_FILE,
  CURRICULUM_FILE,
  folderOf,
  nameOf,
  OWN_FOLDER,
  ROOT_FILE,
  STATE_FOLDER,
  USERS_FILE,
} from './folder-names.ts';
import { isLeftOut } from './left-out.ts';

// What a packed folder is, by the names in it alone.

/** A course folder, a folder of Markdown, or files of JSON that may be units or courses. */
export type FolderKind = 'course_folder' | 'markdown' | 'json';

export interface FolderListing {
  /** What the folder is called. */
  name: string;
  /** Null where nothing in it says that it is a course. */
  kind: FolderKind | null;
  /** The files that are looked at, by their path in the folder: what they are called in the zip. */
  files: ReadonlyMap<string, string>;
  /** Folders further down that are courses of their own. */
  courses: string[];
}

/** The files that make a course of the folder in which they lie. */
const MARKS: readonly { file: string; kind: FolderKind; own: string }[] = [
  { file: ROOT_FILE, kind: 'markdown', own: OWN_FOLDER },
  { file: BRIEF_FILE, kind: 'course_folder', own: STATE_FOLDER },
  { file: CURRICULUM_FILE, kind: 'course_folder', own: STATE_FOLDER },
];

/** What lies in a zip as a folder. One that wraps all the others is looked through; `otherwise` names a folder that has no other name. */
export function listFolder(names: readonly string[], otherwise: string): FolderListing {
  const wanted = names.filter((one) => !isLeftOut(one));
  const root = wrapperOf(wanted);
  const inside = new Map(
    wanted.filter((one) => one.startsWith(root)).map((one): [string, string] => [one.slice(root.length), one]),
  );
  const mark = MARKS.find(({ file, own }) => inside.has(file) || (own === OWN_FOLDER && hasFolder(inside, own)));
  const files = new Map([...inside].filter(([path]) => !isHidden(path, mark?.own)).sort(byPath));
  const marked = [...files.keys()].filter((path) => MARKS.some(({ file }) => file === nameOf(path)));
  const isJson = [...files.keys()].some(mayBeOutside);
  return {
    name: root === '' ? otherwise : nameOf(root.slice(0, -1)),
    kind: mark?.kind ?? (isJson ? 'json' : null),
    files,
    courses: [...new Set(marked.map(folderOf))].filter((folder) => folder !== ''),
  };
}

/** Whether a file of a folder may be a unit file or course export: JSON at its top, or in `units`. */
export const mayBeOutside = (path: string): boolean =>
  /^(units\/)?[^/]+\.json$/.test(path) && nameOf(path) !== USERS_FILE;

/** Why a folder that holds no course is not read. `called`: the file that it came in. */
export function refuseFolder(called: string, { courses }: Pick<FolderListing, 'courses'>): Refusal {
  const [first] = courses;
  if (courses.length > 1) {
    const some = courses
      .slice(0, 5)
      .map((one) => `“${one}”`)
      .join(', ');
    const sentence = `“${called}” holds ${courses.length} courses: ${some}${courses.length > 5 ? ' and more' : ''}.`;
    return { code: 'several_courses', is: null, sentence, instead: 'Choose the folder of one of them.' };
  }
  const marks = `a course has ${BRIEF_FILE} or ${CURRICULUM_FILE}, a folder of Markdown ${ROOT_FILE}, and unit files are JSON with lessons`;
  const sentence = `“${called}” holds no course: ${marks}.`;
  const instead = `Choose the folder ${first === undefined ? 'in which they lie' : `“${first}” in it`}.`;
  return { code: 'no_course', is: null, sentence, instead };
}

/** The folders around everything, with a slash at the end. What is hidden beside them does not count. */
function wrapperOf(names: readonly string[]): string {
  let root = '';
  for (;;) {
    const inside = names.filter((one) => one.startsWith(root)).map((one) => one.slice(root.length).split('/'));
    const shown = inside.filter(([top = '']) => !top.startsWith('.') || top === OWN_FOLDER || top === STATE_FOLDER);
    const [first] = shown;
    if (!first || first.length === 1 || shown.some((parts) => parts.length === 1 || parts[0] !== first[0])) return root;
    root += `${first[0]}/`;
  }
}

const hasFolder = (files: ReadonlyMap<string, string>, folder: string) =>
  [...files.keys()].some((path) => path.startsWith(`${folder}/`));

/** As in a folder on disk: what is hidden is not looked at, but for what a tool keeps in a folder of its own. */
const isHidden = (path: string, own: string | undefined) =>
  path.split('/').some((part, at, parts) => part.startsWith('.') && !(parts[0] === own && (at === 0 || at === 1)));

const byPath = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1);
