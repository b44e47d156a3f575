import { isDeepStrictEqual } from 'node:util';
import { BRIEF_FILE, CURRICULUM_FILE } from '../folder-names.ts';
import { readYaml, writeYaml } from '../folder-yaml.ts';
import type { BundleItem } from '../item.ts';
import { type FileForm, formOf, isJson, type Json } from '../outside.ts';
import type { BundleProblem } from '../problem.ts';
import { type CourseContent, numberOf } from './write-course.ts';

// A course as a folder of files: a brief, a curriculum, reports and a file for each lesson.

const OUTLINE_FILE = 'course-outline.md';
const LESSON_FOLDER = 'lessons/';

/** The reports of market research: what tells their file, and how it is called by default. */
const REPORTS = [
  { field: 'market_analysis', tells: /market/, file: 'research/01-market-analysis.md' },
  { field: 'gap_analysis', tells: /gap/, file: 'research/02-gap-analysis.md' },
  { field: 'differentiation_strategy', tells: /differentiation/, file: 'research/03-differentiation.md' },
  { field: 'sources_list', tells: /sources?/, file: 'research/04-sources.md' },
] as const;

/** How the folder was laid out, kept with the profile of the course. */
interface FolderForm {
  curriculum_text?: string;
  reports?: Record<string, string>;
  others?: Record<string, string>;
}

export const isLessonFile = (path: string): boolean => path.startsWith(LESSON_FOLDER) && path.endsWith('.md');

/** The course that a folder holds, but for its lessons: `files` are all the others, by their path. */
export function readCourseFolder(name: string, files: ReadonlyMap<string, string>) {
  const problems: BundleProblem[] = [];
  const [metadata, research, reports, others]: [Json, Json, Record<string, string>, Record<string, string>] = [
    {},
    {},
    {},
    {},
  ];
  let curriculum_text: string | undefined;
  for (const [path, text] of files) {
    const report =
      path.startsWith('research/') && path.endsWith('.md') && REPORTS.find(({ tells }) => tells.test(path));
    if (path === BRIEF_FILE) metadata.course_brief = text;
    else if (path === OUTLINE_FILE) metadata.course_outline = text;
    else if (path === CURRICULUM_FILE) {
      const { value, faults } = readYaml(text);
      problems.push(...faults.map((fault) => yamlProblem(path, fault)));
      metadata.curriculum = value;
      curriculum_text = text;
    } else if (report && !(report.field in research)) {
      research[report.field] = text;
      reports[report.field] = path;
    } else others[path] = text;
  }
  const course: Json = { piece_slug: name, title: titleOf(name, metadata), metadata, research };
  const form: FileForm = { folder: { curriculum_text, reports, others } };
  return { course, form, problems };
}

function yamlProblem(file: string, { line, message }: { line: number; message: string }): BundleProblem {
  const hint = 'Mend the line; text with a colon in it is quoted.';
  return { code: 'invalid_yaml', severity: 'error', path: '', kind: null, slug: null, message, hint, file, line };
}

/** What the course is called: by its curriculum, else by the first heading of its brief, else by its folder. */
function titleOf(name: string, { curriculum, course_brief }: Json): string {
  const inner = isJson(curriculum) ? (isJson(curriculum.course) ? curriculum.course : curriculum) : {};
  const [, heading = ''] = /^#[ \t]+(.+)$/m.exec(String(course_brief ?? '')) ?? [];
  const said = [inner.title, inner.course_title, inner.name, heading.replace(/^course[- ]brief\s*[:–-]?\s*/i, '')];
  return said.filter((one) => typeof one === 'string').find((one) => one.trim().length > 1) ?? `${name} course`;
}

/** A lesson by the name of its file: "1.2-joins.md" is the second of the first module. */
export function lessonOfPath(path: string): Json {
  const name = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
  const [, module, lesson, slug] = /^(\d+)\.(\d+)(?:[-_ ]+(.+))?$/.exec(name) ?? [];
  if (module === undefined || lesson === undefined) return { slug: name };
  const numbers = { module_number: Number(module), lesson_number: Number(lesson), lesson_id: `${module}.${lesson}` };
  return { ...numbers, slug: slug ?? numbers.lesson_id };
}

/** A lesson by what its file says. What stands above its text is kept as it came. */
export function readLessonFile(path: string, text: string): { lesson: Json; form: FileForm } {
  const [front = ''] = /^---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/.exec(text) ?? [];
  const body = text.slice(front.length);
  const yaml =
    front === '' ? null : readYaml(front.replace(/^---[ \t]*\r?\n/, '').replace(/---[ \t]*\r?\n?$/, '')).value;
  const named = lessonOfPath(path);
  const [, heading] = /^#[ \t]+(.+?)[ \t]*#*\r?$/m.exec(body) ?? [];
  const said = [yaml?.title, heading, named.slug].filter((one) => typeof one === 'string');
  const title = said.find((one) => one.trim().length > 1) ?? `Lesson ${named.slug}`;
  return {
    lesson: { ...named, title: [...title].slice(0, 200).join(''), content_markdown: body },
    form: { path, ...(front !== '' && { front_matter: front }) },
  };
}

/** Lessons in the order of their numbers. */
export function sortLessons(paths: readonly string[]): string[] {
  const number = (path: string, name: 'module_number' | 'lesson_number') =>
    Number(lessonOfPath(path)[name] ?? (name === 'module_number' ? 1 : 1e9));
  return [...paths].sort(
    (a, b) =>
      number(a, 'module_number') - number(b, 'module_number') ||
      number(a, 'lesson_number') - number(b, 'lesson_number') ||
      (a < b ? -1 : 1),
  );
}

/** A name that stays within the folder that is written. What a file claims to be called may come from anywhere. */
const isSafe = (path: unknown): path is string =>
  typeof path === 'string' &&
  path.length <= 300 &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is kept out
  /^[^/\\\0-\x1f:]+(\/[^/\\\0-\x1f:]+)*$/.test(path) &&
  !path.split('/').some((part) => part === '..' || part === '.');

/** A course as the files of its folder. */
export function writeCourseFolder(course: CourseContent): Map<string, string> {
  const { profile, research, modules } = course;
  const folder = (isJson(formOf(profile).folder) ? formOf(profile).folder : {}) as FolderForm;
  const files = new Map<string, string>();
  const put = (wanted: unknown, otherwise: string, text: unknown) => {
    if (typeof text !== 'string') return;
    const path = isSafe(wanted) && !files.has(wanted) ? wanted : otherwise;
    files.set(files.has(path) ? path.replace(/(\.\w+)$/, `-${files.size}$1`) : path, text);
  };
  put(BRIEF_FILE, BRIEF_FILE, profile?.course_brief);
  put(OUTLINE_FILE, OUTLINE_FILE, profile?.course_outline);
  put(CURRICULUM_FILE, CURRICULUM_FILE, curriculumText(profile?.curriculum, folder.curriculum_text));
  for (const { field, file } of REPORTS) put(folder.reports?.[field], file, research?.[field]);
  for (const [nth, module] of modules.entries()) {
    for (const [place, { spark, profile: lesson }] of module.lessons.entries()) {
      const { path, front_matter } = formOf(lesson);
      const number = String(lesson?.lesson_id ?? `${numberOf(module, nth)}.${place + 1}`);
      const text = `${typeof front_matter === 'string' ? front_matter : ''}${spark.content_md}`;
      put(path, `${LESSON_FOLDER}${number}-${spark.slug}.md`, text);
    }
  }
  for (const [path, text] of Object.entries(folder.others ?? {})) if (isSafe(path)) put(path, path, text);
  return files;
}

function curriculumText(curriculum: BundleItem[string], came: string | undefined): string | null {
  if (!isJson(curriculum)) return typeof came === 'string' && curriculum === undefined ? came : null;
  if (typeof came === 'string' && isDeepStrictEqual(readYaml(came).value, curriculum)) return came;
  return writeYaml(curriculum);
}
