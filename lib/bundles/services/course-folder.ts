import { COURSE_FOLDER_SYSTEM, moduleOf } from '../core/courses/course.ts';
import {
  isLessonFile,
  lessonOfPath,
  readCourseFolder,
  readLessonFile,
  sortLessons,
} from '../core/courses/course-folder.ts';
import { readCourse, readCourseLesson } from '../core/courses/read-course.ts';
import type { Named } from '../core/outside.ts';
import type { BundleProblem } from '../core/problem.ts';
import type { FolderFiles } from './folder-disk.ts';
import { nameCourse } from './outside-courses.ts';
import { emptyBytes, filesOf, type OutsideContext, Places } from './outside-source.ts';
import type { BundleSource, SourcePart } from './reader.ts';

/** Files beside the lessons are kept whole: so much of them, and no more. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A course folder of old as a source. */
export function courseFolderSource(files: FolderFiles): BundleSource {
  return { name: files.name, open: () => emptyBytes(), prepare: (context) => prepare(files, context) };
}

async function prepare(files: FolderFiles, context: OutsideContext | null): Promise<BundleSource> {
  const { texts, problems } = await readOthers(files);
  const { course, form, problems: faults } = readCourseFolder(files.name, texts);
  const paths = sortLessons(files.paths.filter(isLessonFile));
  const lessons = paths.map(lessonOfPath);
  const head = { system: COURSE_FOLDER_SYSTEM, members: course, lessons };
  const { names, sparks, level } = await nameCourse(head, context);
  const slugs = new Map(names.modules.map(({ module, named }) => [module.number, named.slug]));
  const places = new Places(true);
  const header = {
    schema_version: '1.0.0',
    version_label: [...String(course.title)].slice(0, 100).join(''),
    metadata: { generated_at: new Date().toISOString(), source_system: 'course folder' },
  };

  async function* parts(): AsyncGenerator<SourcePart> {
    places.clear();
    for (const [name, value] of Object.entries(header)) yield { type: 'member', name, value };
    yield* places.take(readCourse(course, names, form), files.name);
    for (const [nth, path] of paths.entries()) {
      const text = decoded(await files.read(path));
      if (text === null) {
        yield { type: 'problem', problem: notText(path, 'error') };
        continue;
      }
      const read = readLessonFile(path, text);
      const concept_slug = slugs.get(moduleOf(lessons[nth] ?? {})) ?? '';
      const options = { names, concept_slug, named: sparks[nth] as Named, level, form: read.form };
      const part = readCourseLesson(read.lesson, nth, options);
      yield* places.take({ ...part, items: part.items.map((item) => ({ ...item, at: [] })) }, path);
    }
  }
  return {
    name: files.name,
    open: () => emptyBytes(),
    parts,
    files: { ...filesOf(files.name, places, [...problems, ...faults]), disk: { ...files, paths: [] } },
  };
}

/** All files but the lessons, by their path; of those that cannot be kept a warning. */
async function readOthers(files: FolderFiles): Promise<{ texts: Map<string, string>; problems: BundleProblem[] }> {
  const texts = new Map<string, string>();
  const problems: BundleProblem[] = [];
  let bytes = 0;
  for (const path of files.paths) {
    if (isLessonFile(path)) continue;
    const content = await files.read(path);
    const text = decoded(content);
    bytes += content.length;
    if (text === null || text.includes('\0') || bytes > MOST_BYTES) problems.push(notText(path, 'warning'));
    else texts.set(path, text);
  }
  return { texts, problems };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function notText(file: string, severity: BundleProblem['severity']): BundleProblem {
  const message = `${file} is no text in UTF-8, or there is too much beside the lessons. It is not taken along.`;
  const hint = severity === 'error' ? 'Save the file as UTF-8.' : 'Images and files of lessons are uploaded as assets.';
  return { code: 'invalid_utf8', severity, path: '', kind: null, slug: null, message, hint, file };
}
